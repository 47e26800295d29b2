// `rgit completions`: the completion script of a shell.

import RgitCore

/// A shell that rgit completes in.
enum Shell: String, Sendable, CaseIterable {
    /// The Bourne-again shell.
    case bash
    /// The Z shell.
    case zsh
    /// The friendly interactive shell.
    case fish

    /// Its completion script.
    var script: String {
        switch self {
        case .bash: BashCompletion.script()
        case .zsh: ZshCompletion.script()
        case .fish: FishCompletion.script()
        }
    }
}

/// Prints completion scripts.
enum CompletionsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "completions",
            summary: "Print the completion script of a shell.",
            usage: ["completions bash|zsh|fish"],
            details: """
                Prints a script that lets the shell complete commands, options, their values, fields, \
                revisions and files. It asks `git` for the names of branches, tags and remotes.
                """,
            examples: [
                Example(
                    "rgit completions bash > ~/.local/share/bash-completion/completions/rgit",
                    "In bash; without the bash-completion package, source the file in ~/.bashrc."),
                Example(
                    "rgit completions zsh > ~/.zfunc/_rgit",
                    "In zsh, where ~/.zfunc is in fpath before compinit runs."),
                Example("rgit completions fish > ~/.config/fish/completions/rgit.fish", "In fish."),
            ], isListedBriefly: true),
        initial: Shell.bash,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "SHELL", count: .one, completion: .choice,
                    choices: [
                        Choice("bash", "the Bourne-again shell"), Choice("zsh", "the Z shell"),
                        Choice("fish", "the friendly interactive shell"),
                    ],
                    summary: "The shell.")
            ) { request, word throws(RgitError) in
                request = try Values.choice(word, for: "SHELL", Shell.allCases.map { ($0.rawValue, $0) })
            }
        ],
        implementation: CommandImplementation { _, shell, context in
            try context.output.sink.write(shell.script)
            return .success
        })
}
