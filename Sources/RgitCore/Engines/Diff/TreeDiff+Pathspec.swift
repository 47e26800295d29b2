// Lets a pathspec limit a comparison of trees.

extension Pathspec: PathFilter {
    func matches(_ path: [UInt8], isGitlink: Bool) -> Bool { matches(path, isSubmodule: isGitlink) }

    func directory(_ path: [UInt8]) -> DirectoryAnswer {
        switch coverage(of: path) {
        case .nothing: .none
        case .partly: .some
        case .everything: .all
        }
    }
}
