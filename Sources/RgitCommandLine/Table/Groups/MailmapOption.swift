// `--[no-]mailmap[=FILE]`: the switch of the mailmap, and the file that counts beside the mailmaps of repositories.

import RgitCore

/// The option that turns the mailmap on or off, and may add a file to it.
///
/// The switch is part of a command's request. The file is one of the run: it is the same for every repository.
enum MailmapOption {
    /// The row of a command.
    static func row<Request>(
        category: OptionCategory = .command, summary: String, details: String,
        _ set: @escaping @Sendable (inout Request, Bool) -> Void
    ) -> OptionSpec<Request> {
        .flag(
            OptionInfo(
                long: "mailmap", aliases: ["use-mailmap"], negation: .listed, shape: .optionalValue("FILE"),
                completion: .file, category: category, summary: summary,
                details: """
                    \(details) The entries of FILE are added to those of the repository, and override them where both \
                    have one for the same person; FILE is relative to the working directory.
                    """), set)
    }

    /// The arguments and options of a command line, the file taken out of its options.
    ///
    /// - Parameter takesWord: Whether the word behind `--mailmap` is the file, too, as it can be no argument.
    /// - Throws: a usage error for an empty name.
    static func settled(
        _ arguments: [ParsedArgument], _ globals: GlobalOptions, of options: [OptionInfo], takesWord: Bool
    ) throws(RgitError) -> (arguments: [ParsedArgument], globals: GlobalOptions) {
        var globals = globals
        var kept: [ParsedArgument] = []
        var follows = false
        for argument in arguments {
            if follows, case .word(let name) = argument {
                globals.mailmap = try named(name)
                follows = false
                continue
            }
            follows = false
            guard case .option(let index, let use) = argument, options[index].long == "mailmap" else {
                kept.append(argument)
                continue
            }
            switch use {
            case .value(let name): globals.mailmap = try named(name)
            case .on: follows = takesWord
            case .off: globals.mailmap = nil
            }
            kept.append(.option(index, use == .off ? .off : .on))
        }
        return (kept, globals)
    }

    private static func named(_ name: [UInt8]) throws(RgitError) -> [UInt8] {
        guard !name.isEmpty else { throw RgitError(.usage, "names no file", "--mailmap") }
        return name
    }
}

extension CommandContext {
    /// The process as a command sees it: in the directory that `-C` leads to, with the mailmap of `--mailmap=FILE`.
    ///
    /// - Throws: `io` where that file cannot be read.
    func environment(_ options: GlobalOptions) throws(RgitError) -> ProcessEnvironment {
        var environment = environment
        environment.workingDirectory = options.startDirectory(environment)
        if let file = options.mailmap { try environment.readMailmap(file) }
        return environment
    }
}
