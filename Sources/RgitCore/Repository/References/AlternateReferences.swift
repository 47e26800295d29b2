// The references of the repositories that objects are borrowed from, for `--alternate-refs`.

import GitObjects

/// The references of a repository's alternates.
struct AlternateReferences {
    let session: Session

    /// What the references of all alternates point to: repository by repository, each in the order of names.
    ///
    /// An alternate that is no `objects` folder of a repository has none. As in git `core.alternateRefsPrefixes` chooses
    /// among them.
    ///
    /// - Parameter warnings: Gets what git would warn of.
    /// - Throws: An error of kind `.unsupported` where `core.alternateRefsCommand` names a program, and what opening an
    ///   alternate throws.
    func targets(_ warnings: inout [Warning]) throws(RgitError) -> [ObjectID] {
        let repositories = session.objects.directories.dropFirst().compactMap(Self.repository)
        guard !repositories.isEmpty else { return [] }
        if let command = session.config.string("core.alternaterefscommand") {
            throw RgitError(
                .unsupported, "core.alternateRefsCommand is a program, and rgit runs none", command)
        }
        let patterns = session.config.string("core.alternaterefsprefixes").map { prefixes in
            prefixes.split(whereSeparator: ASCII.isSpace).map { ReferencePattern(Array($0)) }
        }
        var targets: [ObjectID] = []
        for repository in repositories {
            let other = try Session(
                repository, environment: session.environment.forAnotherRepository, gitDirectory: repository)
            for reference in try other.references.references() {
                if let patterns, !patterns.isEmpty, !patterns.contains(where: { $0.matches(reference.name) })
                {
                    continue
                }
                switch reference.defect {
                case nil: targets.append(reference.target)
                case .dangling: break
                case .broken, .badName:
                    warnings.append(
                        Warning(
                            "ignoring broken ref '\(reference.name.printableText)' of \(repository.printableText)"
                        ))
                }
            }
        }
        return targets
    }

    /// The repository whose objects a folder holds; `nil` where it is no repository's.
    private static func repository(_ objects: [UInt8]) -> [UInt8]? {
        guard let real = FileSystem.realPath(objects), real.hasSuffix("/objects") else { return nil }
        let repository = Array(real.dropLast("/objects".utf8.count))
        return FileSystem.status(repository.appendingPath("refs"))?.isDirectory == true ? repository : nil
    }
}
