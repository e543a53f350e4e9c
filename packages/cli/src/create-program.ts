// The command line as a person meets it: commands, options, and help with examples. What a command does is loaded when it runs.
import tab from '@bomb.sh/tab/commander';
import { Command, InvalidArgumentError, Option } from 'commander';
import packageFile from '../package.json' with { type: 'json' };
import type { CheckOptions } from './commands/check.ts';
import type { DoctorOptions } from './commands/doctor.ts';
import type { ExportOptions } from './commands/export.ts';
import type { ImportOptions } from './commands/import.ts';
import type { ModelsOptions } from './commands/models.ts';
import type { RunOptions } from './commands/run.ts';
import type { ReplayOptions } from './commands/runs.ts';
import type { StartOptions } from './commands/start.ts';
import { type ExitCode, exitCodeHelp } from './exit-codes.ts';
import type { Terminal } from './terminal/terminal.ts';

type Json = { readonly json?: true };

const meshHelp = `A mesh is one of:
  graph.json        a file, as the canvas and \`parley templates copy\` write it
  mesh.ts           an exported program: parsed, never run as it is
  folder            one with a graph.json or a mesh.ts in it
  first-mesh        a template by its name: parley templates
  "Tenant law"      a saved mesh by its name or id, of the server or of the product's database
  -                 a graph on standard input`;

/** The whole command line. `onEnd` is told the exit code of the command that ran; a fault is thrown, a wrong option too. */
export async function createProgram(terminal: Terminal, onEnd: (code: ExitCode) => void): Promise<Command> {
  const { out, err } = terminal;
  const end = async (work: Promise<ExitCode>): Promise<void> => onEnd(await work);
  const program = new Command('parley')
    .description('Builds, checks and runs meshes of agents that think differently.')
    .version(packageFile.version, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      getOutHelpWidth: () => Math.min(100, out.columns),
      getErrHelpWidth: () => Math.min(100, err.columns),
    })
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'explains a command with examples');
  const json = () => new Option('--json', 'JSON on standard output, and nothing else');
  /** A command with its examples, which are most of what a help is read for. */
  const add = (name: string, description: string, examples: string, more = ''): Command =>
    program
      .command(name)
      .description(description)
      .addHelpText('after', `\nExamples:\n${indent(examples)}${more === '' ? '' : `\n\n${more}`}`);

  add(
    'run <mesh>',
    'Run a mesh here, without a server, and watch every voice as it speaks',
    `parley run first-mesh                              # three local readers: no key needed
parley run graph.json --input "q=May the tenant sublet?" --file lease.pdf
parley run graph.json --json | jq -r '.results[0].text'
parley run graph.json --watch                      # once more after each change of the file
parley run "Tenant law" > report.md                # a saved mesh; the result alone goes to the file
git diff | parley run review --input text=-        # standard input as the pasted text`,
    `${meshHelp}

Keys come from the environment (ANTHROPIC_API_KEY, OPENAI_API_KEY, …) and, when the mesh needs one
that is not there, from what was entered on the Models page. A saved mesh runs at the server when one
runs. Progress is on standard error, the result on standard output.

${exitCodeHelp}`,
  )
    .option(
      '-i, --input <name=value>',
      'what to ask: q= the question, text= the pasted text, or the title of an input; - reads standard input',
      collect,
    )
    .option(
      '-f, --file <path>',
      'add a text, Markdown or PDF file to the material; Title=path for one of several inputs',
      collect,
    )
    .addOption(json())
    .option('-w, --watch', 'run again whenever the file of the mesh changes')
    .option('--words', 'show what the voices say as they say it (in a terminal by default)')
    .option('--no-words', 'one line a step and no more')
    .option('--save <file>', 'keep every event, for `parley replay <file>`')
    .option('--server', 'run at the Parley server: durable, in its history, with its keys')
    .action((mesh: string, options: RunOptions) =>
      end(import('./commands/run.ts').then(({ run }) => run(mesh, options, terminal))),
    );

  add(
    'check <mesh>',
    'Say what is wrong with a mesh, where, and how it is repaired; nothing is run',
    `parley check graph.json
parley check graph.json --fix          # writes every repair into the file
parley check graph.json --json | jq '.diagnostics[].message'`,
    `${meshHelp}\n\nExit codes: 0 it can run (there may be warnings), 2 no such mesh, 3 it has errors`,
  )
    .option('--fix', 'apply the repairs and write the file')
    .addOption(json())
    .action((mesh: string, options: CheckOptions) =>
      end(import('./commands/check.ts').then(({ check }) => check(mesh, options, terminal))),
    );

  add(
    'export <mesh>',
    'Write a mesh as a TypeScript project of its own, that needs no Parley',
    `parley export first-mesh                   # into the folder of its title
parley export graph.json -o water-meter && cd water-meter && npm install && npm test
parley export "Tenant law" -o tenant-law.zip`,
    'No key is needed to export, and none is in what is written. `parley import` reads its mesh.ts back.',
  )
    .option('-o, --output <place>', 'a folder, or a file that ends with .zip')
    .option('--force', 'write over what is there')
    .action((mesh: string, options: ExportOptions) =>
      end(import('./commands/export.ts').then(({ exportMesh }) => exportMesh(mesh, options, terminal))),
    );

  add(
    'import <program>',
    'Read a mesh.ts, or the zip file of an export, back as a graph; it is parsed and never run',
    `parley import mesh.ts -o graph.json        # with its documents beside it
parley import tenant-law.zip --server      # saved at the Parley server; prints its id
parley import mesh.ts | parley check -`,
    'What a canvas cannot hold is told by its line on standard error. mesh.canvas.json beside it says\nwhere the nodes stand.',
  )
    .option('-o, --output <file>', 'a file or folder for the graph; standard output without it')
    .option('--server', 'save it at the Parley server')
    .action((file: string, options: ImportOptions) =>
      end(import('./commands/import.ts').then(({ importMesh }) => importMesh(file, options, terminal))),
    );

  const templates = add(
    'templates',
    'List what comes with Parley to begin with',
    `parley templates
parley templates show first-mesh
parley templates copy first-mesh water-meter     # then: parley run water-meter`,
  )
    .addOption(json())
    .action((options: Json) =>
      end(import('./commands/templates.ts').then((each) => each.templates(options, terminal))),
    );
  templates
    .command('show <name>')
    .description('what a template is for, and its nodes; with --json its graph')
    .addOption(json())
    .action((name: string, _options: Json, command: Command) =>
      end(
        import('./commands/templates.ts').then((each) =>
          each.showTemplate(name, command.optsWithGlobals<Json>(), terminal),
        ),
      ),
    );
  templates
    .command('copy <name> [folder]')
    .description('copy a template with its documents into a new folder')
    .action((name: string, folder: string | undefined) =>
      end(import('./commands/templates.ts').then((each) => each.copyTemplate(name, folder, terminal))),
    );

  add(
    'models [family]',
    'List model families, the ways to them, their prices, and whether they can speak now',
    `parley models
parley models --ready
parley models claude`,
  )
    .option('--ready', 'only those that can speak now')
    .addOption(json())
    .action((family: string | undefined, options: ModelsOptions) =>
      end(import('./commands/models.ts').then(({ models }) => models(family, options, terminal))),
    );

  add(
    'runs',
    'List earlier runs, the newest first',
    `parley runs
parley runs --limit 5 --json`,
    'From the server when one runs, else from the database in PARLEY_DATA.',
  )
    .option('-n, --limit <number>', 'how many', readNumber(1, 200), 20)
    .addOption(json())
    .action((options: { limit: number } & Json) =>
      end(import('./commands/runs.ts').then(({ runs }) => runs(options, terminal))),
    );

  add(
    'replay <run>',
    'Tell an earlier run as it was; nothing is asked or paid again',
    `parley replay last                     # the newest one
parley replay 6f0c2a1e-… --speed 10
parley run first-mesh --save run.jsonl && parley replay run.jsonl`,
    'A run is the id that `parley runs` lists, "last", or a file of `parley run --save`. It ends with the\nexit code of the run.',
  )
    .option('-s, --speed <times>', 'as many times as fast as it was; 0 does not wait', readNumber(0, 100_000), 1)
    .addOption(json())
    .option('--words', 'show what the voices said (in a terminal by default)')
    .option('--no-words', 'one line a step and no more')
    .action((run: string, options: ReplayOptions) =>
      end(import('./commands/runs.ts').then(({ replay }) => replay(run, options, terminal))),
    );

  add(
    'start',
    'Start the server with its canvas',
    `parley start
parley start --port 4700 --data ./parley-data`,
    'Further settings are variables of the environment: README.md lists them.',
  )
    .option('-p, --port <number>', 'instead of PORT or 4600')
    .option('-d, --data <folder>', 'instead of PARLEY_DATA')
    .action((options: StartOptions) =>
      end(import('./commands/start.ts').then(({ start }) => start(options, terminal))),
    );

  add(
    'doctor',
    'Say what is there, what is missing, and how to put it right',
    `parley doctor
parley doctor --online                 # also asks every provider whether its key is good`,
    'Keys are told by their names, never by their values. Exit code 1 when something keeps Parley from\nworking.',
  )
    .option('--online', 'ask the providers; each gets one short request that costs nothing')
    .addOption(json())
    .action((options: DoctorOptions) =>
      end(import('./commands/doctor.ts').then(({ doctor }) => doctor(options, terminal))),
    );

  program.addHelpText(
    'after',
    `\nExamples:\n${indent(`parley run first-mesh                 # a whole run on this machine, without a key
parley templates copy first-mesh mine # a mesh of your own to change
parley check mine --fix
parley doctor                         # when something does not work`)}\n\nparley help <command> shows more, with examples.`,
  );
  tab(program, { completionCommandName: 'completion' });
  program.commands
    .find((command) => command.name() === 'completion')
    ?.description('Print the script with which a shell completes commands and options')
    .addHelpText(
      'after',
      `\nExamples:\n${indent(`source <(parley completion zsh)           # or bash; into ~/.zshrc to keep it
parley completion fish > ~/.config/fish/completions/parley.fish`)}\n\nThe shell looks for parley on its PATH; in this folder: export PATH="$PWD/node_modules/.bin:$PATH"`,
    );
  return program;
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function readNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() === '' || !Number.isFinite(number) || number < least || number > most) {
      throw new InvalidArgumentError(`It takes a number from ${least} to ${most}.`);
    }
    return number;
  };
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
