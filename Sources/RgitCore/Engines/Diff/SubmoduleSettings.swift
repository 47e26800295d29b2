// Which submodules a comparison leaves out, and how closely it looks at those in the working tree.

import GitObjects

/// How much of a submodule's change counts (`--ignore-submodules`).
enum SubmoduleIgnore: Sendable, Equatable {
    /// Everything counts, untracked files in it too.
    case none
    /// Untracked files in it do not.
    case untracked
    /// Only another commit does.
    case dirty
    /// Nothing does.
    case all

    /// Reads the word the configuration uses; `nil` for any other.
    init?(_ word: [UInt8]) {
        switch String(decoding: word, as: UTF8.self) {
        case "none": self = .none
        case "untracked": self = .untracked
        case "dirty": self = .dirty
        case "all": self = .all
        default: return nil
        }
    }
}

/// What configuration and `.gitmodules` say of submodules.
struct SubmoduleSettings: Sendable {
    private let byDefault: SubmoduleIgnore
    private let byPath: [[UInt8]: SubmoduleIgnore]

    /// Reads a repository's settings.
    ///
    /// - Throws: a usage error for a word git does not know; what the configuration throws for malformed files.
    init(_ session: Session) throws(RgitError) {
        byDefault = try Self.word(session.config.string("diff.ignoresubmodules")) ?? .untracked
        var byPath: [[UInt8]: SubmoduleIgnore] = [:]
        if let workTree = session.layout.workTree {
            let file = workTree.appendingPath(".gitmodules")
            if FileSystem.status(file, followLinks: false)?.isRegular == true {
                let modules = try ConfigLoader.loadFile(file, environment: session.environment)
                for name in modules.subsections(of: "submodule") {
                    let key = Configuration.key("submodule", name, "ignore")
                    guard let path = modules.string(Configuration.key("submodule", name, "path")),
                        let ignore = try Self.word(session.config.string(key) ?? modules.string(key))
                    else { continue }
                    byPath[path] = ignore
                }
            }
        }
        self.byPath = byPath
    }

    /// What counts of the submodule at a path.
    func ignore(_ path: [UInt8]) -> SubmoduleIgnore { byPath[path] ?? byDefault }

    /// The changes but those of submodules that are ignored altogether.
    func withoutIgnored(_ changes: [FileChange]) -> [FileChange] {
        if byDefault != .all && byPath.isEmpty { return changes }
        return changes.filter { change in
            let isSubmodule =
                (change.old ?? change.new)?.mode == .gitlink && (change.new ?? change.old)?.mode == .gitlink
            return !isSubmodule || ignore(change.path) != .all
        }
    }

    private static func word(_ value: [UInt8]?) throws(RgitError) -> SubmoduleIgnore? {
        guard let value else { return nil }
        guard let ignore = SubmoduleIgnore(value) else {
            throw RgitError(.usage, "bad --ignore-submodules argument", value)
        }
        return ignore
    }
}
