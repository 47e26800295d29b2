// Which references git log decorates commits with (`log.excludeDecoration`, `log.initialDecorationSet`).

import GitObjects

/// The choice of references that commits are decorated with.
struct DecorationFilter: Sendable {
    /// What git decorates with where the configuration says nothing: notes and other bookkeeping are left out.
    private static let byDefault = ["HEAD", "refs/heads", "refs/remotes", "refs/tags", "refs/stash"].map {
        Pattern(Array($0.utf8))
    }

    /// A reference, all below it, or a glob.
    private struct Pattern: Sendable {
        private let text: [UInt8]
        private let isGlob: Bool

        init(_ written: [UInt8]) {
            isGlob = Glob.hasSpecialCharacters(written)
            var text = written
            if !text.hasPrefix("refs/"), !(text == "HEAD") { text = Array("refs/".utf8) + text }
            if text.last == 0x2f { text.removeLast() }
            self.text = text
        }

        func matches(_ name: [UInt8]) -> Bool {
            if isGlob { return Glob.matches(text, name) }
            return name.starts(with: text) && (name.count == text.count || name[text.count] == 0x2f)
        }
    }

    /// `nil` for all references.
    private let included: [Pattern]?
    private let excluded: [Pattern]

    /// Reads the configuration. As in git any exclusion also brings in what the default set leaves out.
    init(_ config: Configuration) {
        excluded = config.all("log.excludedecoration").map(Pattern.init)
        let wantsAll = config.string("log.initialdecorationset").map { $0 == "all" } ?? false
        included = wantsAll || !excluded.isEmpty ? nil : DecorationFilter.byDefault
    }

    /// Whether commits are decorated with the reference of this full name.
    func includes(_ name: [UInt8]) -> Bool {
        if let included { return included.contains { $0.matches(name) } }
        return !excluded.contains { $0.matches(name) }
    }
}
