// Reads the pathspecs of rules and groups: from the top of the repository, with the attributes of a tree.

import GitObjects

/// The pathspecs of one check, which share what they have read of attributes.
struct RulePathspecs: Sendable {
    private let session: Session
    private let tree: ObjectID?
    private var attributes: PathspecAttributes?

    /// Reads pathspecs that find the attributes of `:(attr:…)` in `tree`; `nil` is a tree without files.
    init(_ session: Session, tree: ObjectID?) {
        self.session = session
        self.tree = tree
    }

    /// Why a file of attributes could not be read, which then counts for empty.
    var problem: RgitError? { attributes?.problem }

    /// Reads pathspecs, which are understood from the top of the repository wherever the command is run.
    ///
    /// - Throws: what ``Pathspec`` throws, and what the configuration throws for a malformed setting.
    mutating func pathspec(_ words: [[UInt8]]) throws(RgitError) -> Pathspec {
        var pathspec = Pathspec(
            items: try Pathspec.items(words, prefix: [], workTree: nil, environment: session.environment))
        if pathspec.items.contains(where: { !$0.attributes.isEmpty }) {
            if attributes == nil { attributes = PathspecAttributes(try Self.reader(session, tree)) }
            pathspec.attributes = attributes
        }
        return pathspec
    }

    private static func reader(
        _ session: Session, _ tree: ObjectID?
    ) throws(RgitError) -> sending AttributeReader {
        let reader = try session.makeReader()
        return try AttributeReader(session, tree: tree ?? reader.format.emptyTree, reader)
    }
}
