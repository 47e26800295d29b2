// The options that choose references by what they point to, which are the same in every command that lists references.

import RgitCore

/// `--contains`, `--merged`, `--points-at` and their opposites.
enum ReferenceFilterRows {
    /// The options of a command that lists `noun`, a plural.
    static func rows<Request: ReferenceFiltering>(_ noun: String) -> [OptionSpec<Request>] {
        [
            revisions("contains", "Only \(noun) that contain the commit REVISION.", isEssential: true) {
                $0.contains.append($1)
            },
            revisions("merged", "Only \(noun) that can be reached from REVISION.", isEssential: true) {
                $0.merged.append($1)
            },
            revisions("no-contains", "Only \(noun) that do not contain the commit REVISION.") {
                $0.noContains.append($1)
            },
            revisions("no-merged", "Only \(noun) that cannot be reached from REVISION.") {
                $0.noMerged.append($1)
            },
            revisions("points-at", "Only \(noun) of the object REVISION.", isEssential: true) {
                $0.pointsAt.append($1)
            },
        ]
    }

    /// An option that collects revisions, `HEAD` where none is written.
    private static func revisions<Request>(
        _ name: String, _ summary: String, isEssential: Bool = false,
        _ add: @escaping @Sendable (inout Request, [UInt8]) -> Void
    ) -> OptionSpec<Request> {
        .optionalValue(
            OptionInfo(
                long: name, shape: .valueUnlessLast("REVISION"), completion: .revision, summary: summary,
                details:
                    "REVISION may be left out at the end of the command line, as in git, and before another option; it is `HEAD` then.",
                isEssential: isEssential)
        ) { request, bytes throws(RgitError) in add(&request, bytes ?? Array("HEAD".utf8)) }
    }
}
