// Words in which a voice speaks of the debate and of itself. They are no argument, however new they are.
import { readStatementFacts } from '../claims/read-statement-facts.ts';

const talk = `
  answer answers answered anew again agree agrees agreed agreement disagree argue argued argument arguments aspect assess assessment
  balance basis believe case change changed choice choose chose chosen clear clearly colleague colleagues come conclude concluded
  conclusion concede consensus consider considered considering contrary convince convinced convincing correct decide decided decision
  different doubt earlier error evidence explain explained explanation fact find first follow followed good hear heard initial initially
  interpretation join judge judgement judgment keep look looked majority make mind mistake mistaken most move moved must my now
  objection one opinion original other others overlook overlooked own panel perspective persuade persuaded persuasive point points
  position positions prefer previous previously question reading read real realise realize reason reasoned reasoning reasons reconsider
  reconsidered reconsidering reflection regard remain response responses result revise revised right round say said see seem seen share
  shared side since solid sound stance stand statement stick strong stronger support switch take think thinking thought thoughts true
  unanimous understand verdict view viewed views voice voices vote voted weigh weighed weight wrong
  andere anderen ansicht antwort antworten argumente bleibe einig einverstanden frage grund gründe grunde meine meinung mehrheit stimme
  überzeugt überzeugend schließe schliesse sehe sicht standpunkt zustimmen
`;

/** As content words, the way statements are read. */
export const debateTalk: ReadonlySet<string> = readStatementFacts(talk).wordSet;
