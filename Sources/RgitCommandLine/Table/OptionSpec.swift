// One row of the table for one option: everything help, man pages, completions and the parser need to know of it.

import RgitCore

/// What the shell offers where a value is expected.
enum Completion: Sendable, Equatable {
    /// Nothing.
    case none
    /// A file name.
    case file
    /// A directory name.
    case directory
    /// A local or remote-tracking branch.
    case branch
    /// A tag.
    case tag
    /// A remote.
    case remote
    /// A branch, a tag, `HEAD`, or a range of them.
    case revision
    /// One of the row's choices.
    case choice
    /// Names of the command's fields, separated by commas.
    case fields
    /// One of the command's fields, after `-` for descending order.
    case sortKey
    /// The name of a command.
    case command
}

/// The heading an option is listed under, in the order of the headings.
enum OptionCategory: Int, Sendable, CaseIterable {
    case command
    case revisions
    case commits
    case order
    case differences
    case patches
    case output
    case other

    /// The heading, as in a man page.
    var title: String {
        switch self {
        case .command: "OPTIONS"
        case .revisions: "CHOOSING REVISIONS"
        case .commits: "CHOOSING COMMITS"
        case .order: "ORDER AND HISTORY"
        case .differences: "COMPARING FILES"
        case .patches: "PRINTING PATCHES"
        case .output: "OUTPUT"
        case .other: "GLOBAL OPTIONS"
        }
    }
}

/// One of the words an option's value can be.
struct Choice: Sendable, Equatable {
    /// The word.
    let name: String
    /// What it means, in a few words without a capital or a full stop.
    let help: String

    /// Pairs a word with its meaning.
    init(_ name: String, _ help: String) {
        self.name = name
        self.help = help
    }
}

/// How an option takes a value.
enum OptionShape: Sendable, Equatable {
    /// It takes none.
    case flag
    /// It takes one, named so in help: `--name=VALUE`, `--name VALUE`, `-nVALUE`, `-n VALUE`.
    case value(String)
    /// It may take one, attached only: `--name`, `--name=VALUE`, `-n`, `-nVALUE`.
    case optionalValue(String)
    /// It takes the next argument too, and does without at the end of the line and before an option, as in
    /// `git branch --merged`.
    case valueUnlessLast(String)

    /// The name of the value in help, `nil` where there is none.
    var valueName: String? {
        switch self {
        case .flag: nil
        case .value(let name), .optionalValue(let name), .valueUnlessLast(let name): name
        }
    }
}

/// Whether `--no-NAME` exists.
enum Negation: Sendable, Equatable {
    /// It does not.
    case none
    /// It does, as for every switch, and help does not mention it.
    case quiet
    /// It does, and help shows `--[no-]NAME`.
    case listed
}

/// What an option is, without what it does.
struct OptionInfo: Sendable {
    /// The long name without dashes; `nil` where git has only a letter.
    let long: String?
    /// The letter.
    var short: Character?
    /// Other long names.
    var aliases: [String] = []
    /// Whether `--no-NAME` exists.
    var negation = Negation.none
    /// How it takes a value.
    var shape = OptionShape.flag
    /// Words the value can be; empty where it can be anything.
    var choices: [Choice] = []
    /// Whether `choices` are all there is; completions offer them either way.
    var isClosed = true
    /// Whether the value is several of the choices, separated by commas.
    var takesSeveral = false
    /// What the shell offers for the value.
    var completion = Completion.none
    /// The heading it is listed under.
    var category = OptionCategory.command
    /// One line that ends with a full stop.
    var summary: String
    /// What the man page says beyond the summary, in `Markup`; empty where the summary says it all.
    var details = ""
    /// Whether `-h` gives it a line of its own.
    var isEssential = false
    /// Whether help and completions leave it out: what git has and rgit refuses by name, or another letter of an option.
    var isHidden = false
    /// Whether `-h`, which has to fit on a screen, leaves it to the man page.
    var isSeldom = false
    /// Whether `-NUMBER` is this option, as `-5` is `-n 5`.
    var takesDigits = false

    /// Every long name it goes by, without dashes.
    var longNames: [String] { (long.map { [$0] } ?? []) + aliases }

    /// The long names that turn it off.
    var negatedNames: [String] { negation == .none ? [] : longNames.map { "no-" + $0 } }

    /// What it is sorted by in lists: the name, or the letter where there is no other.
    var sortName: String { long ?? short.map { String($0).lowercased() } ?? "" }

    /// The name to call it by in a message: `--max-count`, or `-G`.
    var displayName: String {
        if let long { return "--" + long }
        return short.map { "-\($0)" } ?? ""
    }
}

/// How an option was used on the command line.
enum OptionUse: Sendable, Equatable {
    /// Without a value.
    case on
    /// As `--no-NAME`.
    case off
    /// With a value.
    case value([UInt8])
}

/// What an option's meaning may depend on besides its value.
struct ParseContext: Sendable {
    /// The environment, for `now` and the time zone.
    let environment: ProcessEnvironment
}

/// A row of the table: an option and what it does to a request.
struct OptionSpec<Request>: Sendable {
    /// What the option is.
    var info: OptionInfo
    /// Validates a use and stores it; throws a usage error and does nothing else.
    let apply: @Sendable (inout Request, OptionUse, ParseContext) throws(RgitError) -> Void

    /// A switch: the closure gets whether it is turned on or off.
    static func flag(
        _ info: OptionInfo,
        _ set: @escaping @Sendable (inout Request, Bool) -> Void
    ) -> OptionSpec {
        var info = info
        if info.negation == .none { info.negation = .quiet }
        return OptionSpec(info: info) { request, use, _ throws(RgitError) in set(&request, use != .off) }
    }

    /// A switch that cannot be turned off.
    static func once(
        _ info: OptionInfo,
        _ set: @escaping @Sendable (inout Request) -> Void
    ) -> OptionSpec {
        OptionSpec(info: info) { request, _, _ throws(RgitError) in set(&request) }
    }

    /// An option with a value.
    static func value(
        _ info: OptionInfo,
        _ set: @escaping @Sendable (inout Request, [UInt8]) throws(RgitError) -> Void
    ) -> OptionSpec {
        OptionSpec(info: info) { request, use, _ throws(RgitError) in
            if case .value(let bytes) = use { try set(&request, bytes) }
        }
    }

    /// An option with a value that may be left out (`nil`).
    static func optionalValue(
        _ info: OptionInfo,
        _ set: @escaping @Sendable (inout Request, [UInt8]?) throws(RgitError) -> Void
    ) -> OptionSpec {
        OptionSpec(info: info) { request, use, _ throws(RgitError) in
            if case .value(let bytes) = use { try set(&request, bytes) } else { try set(&request, nil) }
        }
    }

    /// The same row for a request that contains this one.
    func lifted<Outer>(_ path: WritableKeyPath<Outer, Request> & Sendable) -> OptionSpec<Outer> {
        OptionSpec<Outer>(info: info) { request, use, context throws(RgitError) in
            try apply(&request[keyPath: path], use, context)
        }
    }
}

extension Array {
    /// The same rows for a request that contains theirs.
    func lifted<Inner, Outer>(
        _ path: WritableKeyPath<Outer, Inner> & Sendable
    ) -> [OptionSpec<Outer>] where Element == OptionSpec<Inner> {
        map { $0.lifted(path) }
    }
}
