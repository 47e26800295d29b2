// `--repo`, `--repos-from` and `--repos-under`: the options that name several repositories.

import RgitCore

/// Where repositories are named.
enum RepositorySource: Sendable, Equatable {
    /// `--repo DIR`
    case directory([UInt8])
    /// `--repos-from FILE`; `-` for standard input.
    case list([UInt8])
    /// `--repos-under DIR`
    case below([UInt8])

    /// The name of the option.
    var option: String {
        switch self {
        case .directory: "--repo"
        case .list: "--repos-from"
        case .below: "--repos-under"
        }
    }

    /// Whether it is standard input.
    var readsStandardInput: Bool { self == .list([UInt8(ascii: "-")]) }
}

/// The rows of these options.
enum RepositoryOptions {
    /// The rows, sorted by name.
    static let rows: [OptionSpec<GlobalOptions>] = [
        .value(
            OptionInfo(
                long: "repo", shape: .value("DIR"), completion: .directory, category: .other,
                summary: "Ask the repository in DIR; may be given several times.",
                details: """
                    One answer for all repositories that it, `--repos-from` and `--repos-under` name: see \
                    MANY REPOSITORIES in rgit(1). DIR is the top of a working tree, a git directory or a bare \
                    repository; the directories above it are not searched.
                    """, isSeldom: true)
        ) { options, bytes throws(RgitError) in
            options.repositories.append(.directory(try named(bytes, "--repo")))
        },
        .value(
            OptionInfo(
                long: "repos-from", shape: .value("FILE"), completion: .file, category: .other,
                summary: "Ask the repositories that FILE lists, or with - standard input.",
                details: """
                    A directory on each line; blank lines and those that begin with `#` are skipped. With `-z` a \
                    directory before each NUL. Relative ones are relative to the working directory.
                    """, isSeldom: true)
        ) { options, bytes throws(RgitError) in
            let source = RepositorySource.list(try named(bytes, "--repos-from"))
            if source.readsStandardInput, options.repositories.contains(source) {
                throw RgitError(.usage, "standard input can be read once", "--repos-from")
            }
            options.repositories.append(source)
        },
        .value(
            OptionInfo(
                long: "repos-under", shape: .value("DIR"), completion: .directory, category: .other,
                summary: "Ask all repositories at and below DIR.",
                details: """
                    Working trees and bare repositories, in the order of their paths. Those inside another one, such \
                    as submodules, do not count, and symbolic links are not followed. A linked worktree is a \
                    repository of its own here.
                    """, isSeldom: true)
        ) { options, bytes throws(RgitError) in
            options.repositories.append(.below(try named(bytes, "--repos-under")))
        },
    ]

    /// The arguments and options of a command line, `--by repo` taken out of its options and understood.
    ///
    /// Throws a usage error for what does not go with several repositories.
    static func settled(
        _ arguments: [ParsedArgument], _ globals: GlobalOptions, of options: [OptionInfo]
    ) throws(RgitError) -> ([ParsedArgument], GlobalOptions) {
        guard let first = globals.repositories.first else { return (arguments, globals) }
        if globals.gitDirectory != nil {
            throw RgitError(.usage, "does not go with \(first.option)", "--git-dir")
        }
        var globals = globals
        var kept: [ParsedArgument] = []
        let list = globals.repositories.first { $0.readsStandardInput }
        for argument in arguments {
            guard case .option(let index, let use) = argument else {
                kept.append(argument)
                continue
            }
            let info = options[index]
            if let list, readsStandardInput(info, use) {
                throw RgitError(
                    .usage, "standard input can be read once, by \(list.option) or", info.displayName)
            }
            guard info.long == "by", case .value(let value) = use else {
                kept.append(argument)
                continue
            }
            let keys = value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            let others = keys.filter { !$0.elementsEqual("repo".utf8) }
            if others.count < keys.count { globals.keepsRepositoriesApart = true }
            if !others.isEmpty {
                kept.append(
                    .option(index, .value(Array(others.joined(separator: [UInt8(ascii: ",")])))))
            }
        }
        if let list, globals.readsPaths {
            throw RgitError(.usage, "standard input can be read once, by \(list.option) or", "--stdin")
        }
        return (kept, globals)
    }

    /// Whether an option has the command read standard input.
    private static func readsStandardInput(_ info: OptionInfo, _ use: OptionUse) -> Bool {
        if use == .value([UInt8(ascii: "-")]) { return true }
        return use != .off && ["stdin", "pre-receive", "annotate-stdin"].contains(info.long)
    }

    private static func named(_ bytes: [UInt8], _ option: String) throws(RgitError) -> [UInt8] {
        guard !bytes.isEmpty else { throw RgitError(.usage, "names no directory or file", option) }
        return bytes
    }
}
