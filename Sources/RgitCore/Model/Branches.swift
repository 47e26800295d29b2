// The branches of a repository: the library's answer, as a collection.

/// Branches in the order asked for, and what they were compared with.
public struct Branches: Hashable, Codable, Sendable {
    /// The branches.
    public var branches: [Branch] = []
    /// What distances to the base are counted against; `nil` where there is no base.
    public var base: Text?
    /// The full name of the branch that is checked out; `nil` when HEAD is detached.
    public var head: Text?
    /// Whether the repository is shallow, so that counts may be smaller than they would be.
    public var shallow = false
    /// Branches, or histories of theirs, that could not be read.
    public var problems: [RgitError] = []
    /// What git would warn of, such as symbolic branches that lead nowhere.
    public var warnings: [RgitError] = []
}

extension Branches: RandomAccessCollection {
    /// The first branch's position, 0.
    public var startIndex: Int { 0 }
    /// The number of branches.
    public var endIndex: Int { branches.count }
    /// A branch by its position.
    public subscript(position: Int) -> Branch { branches[position] }
}

extension Contributors: RandomAccessCollection {
    /// The first person's position, 0.
    public var startIndex: Int { 0 }
    /// The number of people.
    public var endIndex: Int { people.count }
    /// A person by their position, which is their rank less one.
    public subscript(position: Int) -> Person { people[position] }
}

extension BlameStats: RandomAccessCollection {
    /// The first row's position, 0.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { rows.count }
    /// A row by its position.
    public subscript(position: Int) -> Row { rows[position] }
}
