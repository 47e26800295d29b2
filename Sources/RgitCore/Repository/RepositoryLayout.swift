// The paths of a repository's parts, and how it names its objects.

import GitObjects

/// How a repository keeps its references (`extensions.refStorage`).
public enum ReferenceFormat: String, Hashable, Codable, Sendable {
    /// In files below `refs`, and in `packed-refs`.
    case files
    /// In tables below `reftable`.
    case reftable
}

/// The directories and files a repository is made of; every path is absolute and without a trailing slash.
public struct RepositoryLayout: Sendable, Equatable {
    /// The git directory of this working tree (`.git`, or `…/worktrees/NAME`).
    public var gitDirectory: [UInt8]
    /// The git directory shared by all working trees; the same as `gitDirectory` in the main one.
    public var commonDirectory: [UInt8]
    /// The root of the working tree; `nil` in a bare repository.
    public var workTree: [UInt8]?
    /// The working directory relative to the work tree's root, with a trailing slash; empty at the root or outside.
    public var prefix: [UInt8]
    /// Where objects are read from first.
    public var objectDirectory: [UInt8]
    /// Further object directories the environment named (`GIT_ALTERNATE_OBJECT_DIRECTORIES`).
    public var alternateObjectDirectories: [[UInt8]]
    /// The index file.
    public var indexFile: [UInt8]
    /// The working directory of the process, links resolved, against which relative paths are resolved.
    public var workingDirectory: [UInt8]

    /// How the repository names its objects.
    public var objectFormat: ObjectFormat
    /// How the repository keeps its references.
    public var referenceFormat: ReferenceFormat

    /// The content of the repository's own config as discovery read it; `nil` where there is none.
    var configText: [UInt8]?

    /// Whether there is no working tree.
    public var isBare: Bool { workTree == nil }

    /// Whether the working directory is inside the working tree.
    public var isInsideWorkTree: Bool {
        workTree.map { workingDirectory.pathInside($0) != nil } ?? false
    }

    /// Where git works once it has found the repository, to which relative paths of settings are relative: the top of the
    /// working tree, or the working directory where that is outside.
    var commandDirectory: [UInt8] { isInsideWorkTree ? workTree ?? workingDirectory : workingDirectory }

    /// Whether the working directory is inside the git directory.
    public var isInsideGitDirectory: Bool { workingDirectory.pathInside(gitDirectory) != nil }

    /// The repository's own config.
    var configFile: [UInt8] { commonDirectory.appendingPath("config") }
    /// The `shallow` file.
    var shallowFile: [UInt8] { commonDirectory.appendingPath("shallow") }
}
