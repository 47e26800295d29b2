// Sorts the paths that a change touches into groups, for matrices of builds.

import GitObjects
import Records

/// The groups of a change.
struct AffectedPaths {
    private let request: CheckRequest.Affected
    private let codeowners: CodeOwners?
    private let groups: PathGroups?
    private let pathspecs: RulePathspecs
    private var rows: [[UInt8]: AffectedGroup] = [:]
    private var touched: Set<Int> = []
    /// How many paths belong to no group of a file.
    private(set) var ungroupedPaths = 0

    /// Why attributes that groups ask for could not be read.
    var problem: RgitError? { pathspecs.problem }

    /// Prepares the groups; CODEOWNERS and attributes are those of `tree`.
    init(
        _ request: CheckRequest.Affected, tree: ObjectID, _ session: Session, _ reader: ObjectReader
    ) throws(RgitError) {
        self.request = request
        codeowners = try CodeOwners.find(in: tree, reader)?.rules
        var groups: PathGroups?
        var pathspecs = RulePathspecs(session, tree: tree)
        switch request.key {
        case .directory: break
        case .codeowners: if codeowners == nil { throw .noCodeOwners }
        case .file(let name):
            let path =
                name.bytes.first == 0x2f
                ? name.bytes : session.environment.workingDirectory.appendingPath(name.bytes)
            guard let content = try FileSystem.read(path, limit: FileSystem.SizeLimit.line) else {
                throw RgitError(
                    .io, "could not open the groups", name,
                    hint: "--by takes 'directory', 'codeowners', or a file of groups")
            }
            groups = try PathGroups(content, name, &pathspecs)
        }
        self.groups = groups
        self.pathspecs = pathspecs
    }

    /// Adds a changed path.
    mutating func add(_ change: FileChange, _ lines: ChangeLines?) {
        let path = change.path
        let owners = codeowners?.owners(of: path) ?? []
        var names: [[UInt8]] = []
        switch request.key {
        case .directory:
            let directory = PathParts.directory(of: path, depth: request.depth ?? 1)
            names = [directory.isEmpty ? [0x2e] : directory]
        case .codeowners:
            let all = owners.map(\.bytes).joined(separator: [0x20])
            names = [owners.isEmpty ? Array("unowned".utf8) : Array(all)]
        case .file:
            let isSubmodule = (change.new ?? change.old)?.mode == .gitlink
            let places = groups?.places(of: path, isSubmodule: isSubmodule) ?? []
            touched.formUnion(places)
            names = places.compactMap { groups?.groups[$0].name }
            if names.isEmpty { ungroupedPaths += 1 }
        }
        for name in names { rows[name, default: AffectedGroup(name)].add(path, lines, owners) }
    }

    /// The groups: those of a file in its order, others by name.
    var affected: [AffectedGroup] {
        guard let groups else { return rows.values.sorted { $0.group < $1.group } }
        return groups.groups.indices.compactMap { place in
            let name = groups.groups[place].name
            let through = groups.dependencies(of: place, among: touched)
            guard touched.contains(place) || !through.isEmpty else { return nil }
            var row = rows[name] ?? AffectedGroup(name)
            row.through = through.map { Text(groups.groups[$0].name) }
            return row
        }
    }
}

extension RgitError {
    /// The error where CODEOWNERS is asked for and there is none.
    static var noCodeOwners: RgitError {
        RgitError(
            .path, "no CODEOWNERS file", "",
            hint: "Looked for " + CodeOwners.places.map(\.path).joined(separator: ", "))
    }
}
