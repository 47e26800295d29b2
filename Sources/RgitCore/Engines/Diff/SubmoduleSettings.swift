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
    /// What counts of all submodules, whatever they are configured to.
    private let override: SubmoduleIgnore?
    /// Why `.gitmodules` cannot be read, conflict markers for example; as in git it matters where there are submodules.
    private let failure: RgitError?

    /// Reads a repository's settings.
    ///
    /// - Parameters:
    ///   - unset: What counts where nothing is configured.
    ///   - override: What counts of all submodules, whatever is configured.
    ///   - isUnmerged: Whether `.gitmodules` is in conflict; then a submodule that it names is ignored unless something else
    ///     is configured.
    /// - Throws: a usage error for a word git does not know in the configuration.
    init(
        _ session: Session, unset: SubmoduleIgnore = .untracked, override: SubmoduleIgnore? = nil,
        isUnmerged: Bool = false
    ) throws(RgitError) {
        self.override = override
        byDefault = try Self.word(session.config.string("diff.ignoresubmodules")) ?? unset
        do throws(RgitError) {
            byPath = try Self.ignoredByPath(session, isUnmerged)
            failure = nil
        } catch {
            byPath = [:]
            failure = error
        }
    }

    /// What `.gitmodules` of the working tree and the configuration say, by the submodules' paths.
    private static func ignoredByPath(
        _ session: Session, _ isUnmerged: Bool
    ) throws(RgitError) -> [[UInt8]: SubmoduleIgnore] {
        var byPath: [[UInt8]: SubmoduleIgnore] = [:]
        if let workTree = session.layout.workTree {
            let file = workTree.appendingPath(".gitmodules")
            if FileSystem.status(file, followLinks: false)?.isRegular == true {
                let modules = try ConfigLoader.loadFile(file, environment: session.environment)
                for name in modules.subsections(of: "submodule") {
                    let key = Configuration.key("submodule", name, "ignore")
                    guard let path = modules.string(Configuration.key("submodule", name, "path")),
                        let ignore = try Self.word(session.config.string(key) ?? modules.string(key))
                            ?? (isUnmerged ? .all : nil)
                    else { continue }
                    byPath[path] = ignore
                }
            }
        }
        return byPath
    }

    /// What counts of the submodule at a path. Throws what was wrong with `.gitmodules`.
    func ignore(_ path: [UInt8]) throws(RgitError) -> SubmoduleIgnore {
        if let override { return override }
        if let failure { throw failure }
        return byPath[path] ?? byDefault
    }

    /// The changes but those of submodules that are ignored altogether.
    func withoutIgnored(_ changes: [FileChange]) throws(RgitError) -> [FileChange] {
        if byDefault != .all && byPath.isEmpty && failure == nil { return changes }
        var kept: [FileChange] = []
        kept.reserveCapacity(changes.count)
        for change in changes {
            let isSubmodule =
                (change.old ?? change.new)?.mode == .gitlink && (change.new ?? change.old)?.mode == .gitlink
            if isSubmodule, try ignore(change.path) == .all { continue }
            kept.append(change)
        }
        return kept
    }

    private static func word(_ value: [UInt8]?) throws(RgitError) -> SubmoduleIgnore? {
        guard let value else { return nil }
        guard let ignore = SubmoduleIgnore(value) else {
            throw RgitError(.usage, "bad --ignore-submodules argument", value)
        }
        return ignore
    }
}
