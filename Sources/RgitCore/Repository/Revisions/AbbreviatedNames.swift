// Finds objects by the first digits of their names.

import GitObjects

/// The lookup of abbreviated names; it keeps the last one that fits several objects.
struct AbbreviatedNames {
    let session: Session
    let peeler: ObjectPeeler
    /// The last abbreviation that fitted several objects, reported where nothing else fits the word either.
    private(set) var ambiguity: RgitError?

    init(session: Session, peeler: ObjectPeeler) {
        self.session = session
        self.peeler = peeler
    }

    /// The one object whose name begins with these digits; what the place calls for decides between several.
    mutating func object(
        _ digits: [UInt8], _ hint: RevisionResolver.Hint, quietly: Bool
    ) throws(RgitError) -> ObjectID? {
        guard digits.count >= 4, digits.count <= peeler.reader.format.hexCount,
            digits.allSatisfy(ASCII.isHexDigit)
        else {
            return nil
        }
        let lower = digits.asciiLowercased
        let candidates = try peeler.reader.objects(withPrefix: lower)
        if candidates.count <= 1 { return candidates.first }
        let hint = hint == .any ? configuredHint : hint
        var fitting: [ObjectID] = []
        for id in candidates where try fits(id, hint) { fitting.append(id) }
        if fitting.count == 1 { return fitting[0] }
        if !quietly {
            ambiguity = try AmbiguousName.error(
                digits: lower, candidates: fitting.isEmpty ? candidates : fitting, reader: peeler.reader)
        }
        return nil
    }

    private var configuredHint: RevisionResolver.Hint {
        switch session.config.string("core.disambiguate")?.printableText.lowercased() {
        case "commit": .commit
        case "committish": .commitish
        case "tree": .tree
        case "treeish": .treeish
        case "blob": .blob
        default: .any
        }
    }

    private func fits(_ id: ObjectID, _ hint: RevisionResolver.Hint) throws(RgitError) -> Bool {
        guard hint != .any else { return true }
        guard let type = try peeler.reader.header(id)?.type else { return false }
        switch hint {
        case .any: return true
        case .commit: return type == .commit
        case .tree: return type == .tree
        case .blob: return type == .blob
        case .commitish, .treeish:
            if type == .commit { return true }
            if type == .tree { return hint == .treeish }
            guard type == .tag, let end = try peeler.peelTags(id) else { return false }
            return end.type == .commit || (hint == .treeish && end.type == .tree)
        }
    }
}
