// Word lists that turn or weaken a statement: negation, opposites, hedges, quantities. Only words; what follows from them is decided elsewhere.

/** Words that deny what they stand with. English first, then German, French, Spanish. */
export const negators: ReadonlySet<string> = new Set(
  'not no never none nor neither without cannot cant lacks lack lacking fails fail failed unable hardly barely nicht kein keine keinen keinem keiner nie niemals ohne weder pas jamais aucun aucune sans nunca sin ningún ninguna tampoco'.split(
    ' ',
  ),
);
/** Negators inside these say nothing against: "not only", "no doubt". */
export const idleNegation =
  /\b(?:not only|not just|not merely|no doubt|no less than|no fewer than|no more than|not least|nicht nur|no longer than|whether or not|or not|if not)\b/giu;

/** Words that make a statement possible only. */
export const hedges: ReadonlySet<string> = new Set(
  'may might could can possibly perhaps maybe probably likely unlikely potentially presumably apparently suggests suggest suggested appears appear seems seem tends tend expected könnte könnten vielleicht möglicherweise wahrscheinlich vermutlich scheint dürfte pourrait peut probablement podría puede quizás probablemente'.split(
    ' ',
  ),
);

/** Words that claim all cases, and words that claim some. */
export const wholes: ReadonlySet<string> = new Set(
  'all every always only must entire entirely completely exclusively alle jeder immer nur tous toujours todos siempre'.split(
    ' ',
  ),
);
export const parts: ReadonlySet<string> = new Set(
  'some sometimes often usually several partly partially occasionally generally mostly many few einige manchmal oft meistens quelques parfois souvent algunos veces'.split(
    ' ',
  ),
);

/** Opposites as poles of one axis: before the bar one way, after it the other. Forms are listed, so that nothing is guessed. */
const axes = [
  'increase increases increased increasing rise rises rose risen rising grow grows grew grown growing climb climbs climbed gain gains gained surge surged up expand expands expanded | decrease decreases decreased decreasing fall falls fell fallen falling drop drops dropped decline declines declined declining shrink shrinks shrank reduce reduces reduced down plunge plunged contract contracted',
  'higher more greater larger bigger above exceeds exceed exceeded | lower less fewer smaller below under',
  'safe harmless | unsafe dangerous harmful hazardous',
  'allowed allows allow permitted permits permit legal lawful | forbidden forbids forbid prohibited prohibits prohibit banned bans illegal unlawful',
  'true correct right accurate valid | false incorrect wrong inaccurate invalid untrue',
  'possible feasible | impossible infeasible',
  'necessary required mandatory compulsory | unnecessary optional voluntary',
  'effective works work worked | ineffective useless',
  'sufficient enough adequate | insufficient inadequate',
  'open opens opened | closed closes close shut',
  'accept accepts accepted approve approves approved | reject rejects rejected refuse refuses refused',
  'support supports supported favour favours favor favors | oppose opposes opposed',
  'win wins won | lose loses lost',
  'before earlier | after later',
  'include includes included | exclude excludes excluded',
  'succeed succeeds succeeded success | failure',
  'positive | negative',
  'better best improve improves improved | worse worst worsen worsens worsened',
  'faster fast quick quickly | slower slow slowly',
  'cheap cheaper inexpensive | expensive costly dearer',
  'even | odd',
  'present | absent',
  'guilty | innocent',
  'maximum max | minimum min',
  'begin begins began start starts started | end ends ended stop stops stopped',
];

/** A word's axis (by number) and pole. */
export const opposites: ReadonlyMap<string, { readonly axis: number; readonly pole: 1 | -1 }> = new Map(
  axes.flatMap((line, axis) =>
    line
      .split(' | ')
      .flatMap((side, index) => side.split(' ').map((word) => [word, { axis, pole: index === 0 ? 1 : -1 }] as const)),
  ),
);

/** Words without content of their own. */
export const fillers: ReadonlySet<string> = new Set(
  'a an the this that these those it its they them their he she his her we our you your i is are was were be been being am do does did has have had having will would shall should to of in on at by for from with as and or but if then than so also about into over per which who whom whose what there here such very much just still even too longer any however therefore thus hence because since while when where yes der die das ein eine einer eines und oder ist sind war waren wird werden zu von im in mit auf für den dem des sich auch als wie bei le la les un une des et ou est sont de du au aux en dans que qui el los las uno y o es son del al se por para con'.split(
    ' ',
  ),
);
