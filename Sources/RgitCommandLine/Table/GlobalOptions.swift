// The options of every command: the repository, the number of workers, the output format.

import Records
import RgitCore

/// The options that are allowed before or after any command.
struct GlobalOptions: Sendable, Equatable {
    /// The form of the output.
    enum Format: String, Sendable, CaseIterable {
        /// Aligned columns for people.
        case table
        /// One JSON document.
        case json
        /// One JSON object a line.
        case ndjson
        /// Comma-separated values.
        case csv
        /// Tab-separated values.
        case tsv

        /// The format as programs read it; `nil` for a table.
        var records: RecordFormat? { RecordFormat(rawValue: rawValue) }
    }

    /// When colour is used.
    enum Color: String, Sendable, CaseIterable {
        /// On a terminal that can.
        case auto
        /// Always.
        case always
        /// Never.
        case never
    }

    /// What is shown in place of an answer.
    enum Help: Sendable, Equatable {
        /// `-h`: one screen.
        case short
        /// `--help`: the man page.
        case long
    }

    /// When an answer without errors ends with exit status 1, for the commands that offer it.
    struct Gate: Sendable, Equatable {
        /// `--exit-code`: where there is any row.
        var byRows = false
        /// `--quiet`: and nothing is printed.
        var isSilent = false
        /// `--fail-over`: where there are more lines than these.
        var failOver: Int?
    }

    /// `-C`: directories, each relative to the one before.
    var directories: [[UInt8]] = []
    /// `--git-dir`, relative to the directory that `directories` lead to.
    var gitDirectory: [UInt8]?
    /// `--repo`, `--repos-from` and `--repos-under`, in the order they were given; empty for one repository.
    var repositories: [RepositorySource] = []
    /// `--by repo`: the rows of several repositories are not added up.
    var keepsRepositoriesApart = false
    /// `--mailmap=FILE`, of the commands that have it: the mailmap that overrides those of repositories.
    var mailmap: [UInt8]?
    /// `-j`, or `RGIT_JOBS`; `nil` for the cores this process may use.
    var jobs: Int?
    /// `--format` and its short forms.
    var format = Format.table
    /// `--fields`: the fields to show, in order; `nil` for the command's own choice.
    var fields: [String]?
    /// `--value`: the one field whose bare values are printed.
    var value: String?
    /// `-z`: what is printed a line each ends with a NUL instead.
    var nulTerminated = false
    /// `--sort`: the keys that rows are put in order by, the first counting most.
    var sort: [String] = []
    /// `--top`: the largest number of rows; `nil` for all of them.
    var top: Int?
    /// What the exit status says of the rows.
    var gate = Gate()
    /// `--stdin`: paths are read from standard input, for the commands that offer it.
    var readsPaths = false
    /// `--color`
    var color = Color.auto
    /// `--[no-]pager`
    var usesPager = true
    /// `--[no-]progress`; `nil` for what suits the terminal.
    var progress: Bool?
    /// `-q`: no progress, no warnings.
    var isQuiet = false
    /// `-h` or `--help`
    var help: Help?
    /// `--version`
    var wantsVersion = false
    /// Whether the answer goes to a program that reads rows and bytes as messages, in a batch.
    var answersProgram = false

    /// Throws a usage error where options contradict each other.
    func check() throws(RgitError) {
        guard value != nil else { return }
        if fields != nil { throw RgitError(.usage, "does not go with --value", "--fields") }
        if format != .table { throw RgitError(.usage, "does not go with --value", "--\(format.rawValue)") }
    }

    /// Throws a usage error where a format is chosen beside an option that prints one of git's own.
    func refuseFormats(with option: String) throws(RgitError) {
        if fields != nil { throw RgitError(.usage, "does not go with \(option)", "--fields") }
        if format != .table { throw RgitError(.usage, "does not go with \(option)", "--\(format.rawValue)") }
    }

    /// An option that is about rows, where one is given.
    var rowOption: String? {
        if value != nil { return "--value" }
        if !sort.isEmpty { return "--sort" }
        if top != nil { return "--top" }
        if fields != nil { return "--fields" }
        return format == .table ? nil : "--format"
    }

    /// Whether repositories are read from a list.
    var readsRepositories: Bool {
        repositories.contains { if case .list = $0 { true } else { false } }
    }

    /// The directory to start from: the working directory, then every `-C` in turn.
    func startDirectory(_ environment: ProcessEnvironment) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        return directories.reduce(environment.workingDirectory) { base, next in
            if next.isEmpty { return base }
            if next.first == slash { return next }
            return base.last == slash ? base + next : base + [slash] + next
        }
    }
}
