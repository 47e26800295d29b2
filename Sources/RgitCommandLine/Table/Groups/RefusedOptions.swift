// Options of git log, rev-list and shortlog that rgit knows and does not follow, each with the reason.

import RgitCore

/// Rows that refuse options by name; help and completions leave them out.
enum RefusedOptions {
    /// The rows, for every command that walks history.
    static let history: [OptionSpec<HistoryRequest>] = [
        refused("alternate-refs", "references of alternates are not there yet", "name the commits"),
        refused("bisect-all", "only git rev-list orders commits so", "'git rev-list --bisect-all'"),
        refused("bisect-vars", "only git rev-list prints variables", "'git rev-list --bisect-vars'"),
        refused("children", "commits do not list their children yet", "'--parents' lists parents"),
        refused("default", value: "REVISION", "HEAD is the default", "name the revision"),
        refused("disk-usage", "sizes on disk are not there yet", "'git rev-list --disk-usage'"),
        refused(
            "encoding", value: "ENCODING", "output is always UTF-8",
            "'message_base64' has bytes that are not text"),
        refused(
            "exclude-hidden", value: "SECTION", "hidden references are not left out by name yet",
            "'--exclude=GLOB' leaves them out"),
        refused("exclude-promisor-objects", "objects are not listed", "'git rev-list' lists objects"),
        refused("filter", value: "FILTER", "objects are not listed", "'git rev-list' lists objects"),
        refused(
            "grep-reflog", value: "PATTERN", "reflogs are not searched yet",
            "'rgit reflog' lists them with their messages"),
        refused("indexed-objects", "the index holds no commits", "'rgit files --index' lists it"),
        refused(
            "max-count-oldest", value: "N", "not there yet", "'--reverse' and '--top N' show the oldest"),
        refused("no-kept-objects", "packs do not choose commits", "'git rev-list --no-kept-objects'"),
        refused("objects", "objects are not listed", "'git rev-list --objects' lists objects"),
        refused("objects-edge", "objects are not listed", "'git rev-list --objects' lists objects"),
        refused("show-linear-break", "rgit draws no graph", "'git log --show-linear-break'"),
        refused("unpacked", "packs do not choose commits", "'git rev-list --unpacked'"),
        refused("use-bitmap-index", "answers are the same without bitmaps", "leave it out"),
        refused(
            "walk-reflogs", short: "g", "reflogs are not walked yet",
            "'rgit reflog' lists them with their messages"),
    ]

    private static func refused(
        _ long: String, short: Character? = nil, value: String? = nil, _ what: String, _ hint: String
    ) -> OptionSpec<HistoryRequest> {
        .refused(
            OptionInfo(
                long: long, short: short, shape: value.map { .value($0) } ?? .flag, category: .commits,
                summary: "Refused."),
            what, hint: hint)
    }
}
