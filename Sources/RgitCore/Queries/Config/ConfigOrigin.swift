// Where a variable comes from, as `git config --show-origin` shows it.

import GitObjects

/// The names of configuration files as git has them.
struct ConfigOrigin {
    /// What git has in place of the directory `directory`.
    private let directory: [UInt8]
    private let shown: [UInt8]

    /// Git names the files of a repository by the path it has found its git directory by: `.git` from within the working tree,
    /// nothing within the git directory, what `GIT_DIR` says, else an absolute path.
    init(_ session: Session) {
        let layout = session.layout
        directory = layout.gitDirectory
        if let typed = session.environment["GIT_DIR"] {
            shown = typed
        } else if layout.workingDirectory == layout.gitDirectory {
            shown = []
        } else if let workTree = layout.workTree, layout.isInsideWorkTree,
            layout.gitDirectory == workTree.appendingPath(".git")
        {
            shown = Array(".git".utf8)
        } else {
            shown = layout.gitDirectory
        }
    }

    /// `file:PATH` or `command line:`.
    func text(_ setting: Configuration.Setting) -> [UInt8] {
        guard let file = setting.file else { return Array("command line:".utf8) }
        return Array("file:".utf8) + (file.pathInside(directory).map { shown.appendingPath($0) } ?? file)
    }
}

extension Configuration.Scope {
    /// What git calls it.
    var name: String {
        switch self {
        case .system: "system"
        case .global: "global"
        case .local: "local"
        case .worktree: "worktree"
        case .command: "command"
        }
    }

    static let names = ["system", "global", "local", "worktree", "command"]
}
