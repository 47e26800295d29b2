// Reads pathspecs for a command that runs in a repository.

extension Session {
    /// The files that a pathspec's attributes are read from.
    enum PathspecPlace {
        /// Those of the working tree, for commands that compare trees.
        case workTree
        /// Those of the working tree, and of the index where the working tree has none.
        case index
    }

    /// Reads pathspecs as the user typed them in the working directory.
    ///
    /// - Parameters:
    ///   - words: The pathspecs.
    ///   - prefix: The directory that they are relative to, as ``Pathspec`` takes it; `nil` for the working directory.
    ///   - place: Where the attributes of `:(attr:…)` are read from; git looks into the index where it has read it.
    /// - Throws: A usage error for malformed magic, a path error for what is outside the repository, and what reading the
    ///   index throws.
    func pathspec(
        _ words: [[UInt8]], prefix: [UInt8]? = nil, attributes place: PathspecPlace = .workTree
    ) throws(RgitError) -> Pathspec {
        var pathspec = Pathspec(
            items: try Pathspec.items(
                words, prefix: prefix ?? layout.prefix, workTree: layout.workTree, environment: environment))
        if pathspec.items.contains(where: { !$0.attributes.isEmpty }) {
            pathspec.attributes = PathspecAttributes(try attributeReader(place))
        }
        return pathspec
    }

    private func attributeReader(_ place: PathspecPlace) throws(RgitError) -> sending AttributeReader {
        guard place == .index else { return try AttributeReader(self) }
        let reader = try makeReader()
        let index = try self.index(reader)
        return try AttributeReader(self) { index.attributes($0, reader) }
    }
}
