// What `.gitmodules` and the configuration say of submodules: names, URLs, and which of them are active.

import GitObjects

/// The submodules that `.gitmodules` of a working tree describes.
struct SubmoduleNames {
    private let session: Session
    private let modules: Configuration
    private let byPath: [[UInt8]: [UInt8]]
    private let active: Pathspec?

    /// Reads `.gitmodules` of the working tree or, where it has none, that of the index.
    init(_ session: Session, _ index: IndexFile, _ reader: ObjectReader) throws(RgitError) {
        self.session = session
        let name = Array(".gitmodules".utf8)
        let file = (session.layout.workTree ?? []).appendingPath(name)
        if FileSystem.exists(file) {
            modules = try ConfigLoader.loadFile(file, environment: session.environment)
        } else if let blob = index.blob(at: name) {
            modules = try ConfigLoader.parse(
                try reader.bytes(blob, .blob), of: name, environment: session.environment)
        } else {
            modules = .empty
        }
        byPath = Self.byPath(modules)
        let patterns = session.config.all("submodule.active")
        active =
            patterns.isEmpty
            ? nil
            : try session.pathspec(patterns, prefix: [], attributes: .index)
    }

    /// The names that a `.gitmodules` has for paths.
    static func byPath(_ modules: Configuration) -> [[UInt8]: [UInt8]] {
        var names: [[UInt8]: [UInt8]] = [:]
        for name in modules.subsections(of: "submodule") where isValid(name) {
            if let path = modules.string(Configuration.key("submodule", name, "path")) { names[path] = name }
        }
        return names
    }

    /// The name of the submodule at a path; `nil` where `.gitmodules` has none.
    func name(at path: [UInt8]) -> [UInt8]? { byPath[path] }

    /// A setting of `.gitmodules`.
    func recorded(_ name: [UInt8], _ key: String) -> Text? {
        modules.string(Configuration.key("submodule", name, key)).map { Text($0) }
    }

    /// The URL in the configuration.
    func configuredURL(_ name: [UInt8]) -> Text? {
        session.config.string(Configuration.key("submodule", name, "url")).map { Text($0) }
    }

    /// Whether git would check it out: by its own setting, by `submodule.active`, or since it has a URL.
    func isActive(_ name: [UInt8], at path: [UInt8]) throws(RgitError) -> Bool {
        if let own = try session.config.bool(Configuration.key("submodule", name, "active")) { return own }
        if let active { return active.matches(path, isSubmodule: true) }
        return configuredURL(name) != nil
    }

    /// Git takes no name that leads out of `.git/modules`.
    private static func isValid(_ name: [UInt8]) -> Bool {
        !name.isEmpty
            && !name.split(whereSeparator: { $0 == 0x2f || $0 == 0x5c }).contains { $0 == [0x2e, 0x2e] }
    }
}
