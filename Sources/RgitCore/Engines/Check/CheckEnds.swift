// Finds the two ends of the change that is checked: named by arguments, by a CI service, by a hook, or by habit.

import GitObjects
import Records

/// The two ends of a change.
struct CheckEnds {
    /// What the change is compared with.
    let base: CheckEnd
    /// Where it ends.
    let head: CheckEnd
    /// How a deeper clone is asked for where the service has a way of its own.
    private(set) var deepening: String?
    /// What git would warn of.
    let warnings: [Warning]

    /// Finds both.
    ///
    /// - Throws: `revision` for a name that means nothing and where nothing says what the base is.
    init(_ request: CheckRequest, _ session: Session, _ reader: ObjectReader) throws(RgitError) {
        let finder = Finder(session: session, resolver: RevisionResolver(session: session, reader: reader))
        let service = CIEnvironment(session.environment)
        deepening = service?.deepening
        if let base = request.base {
            self.base = try finder.end(base.bytes, "argument", deepening)
            head = try finder.head(request, nil)
        } else if let service {
            (base, head) = try finder.ends(service, request)
        } else if let from = session.environment["PRE_COMMIT_FROM_REF"], !from.isEmpty {
            base = try finder.end(from, "PRE_COMMIT_FROM_REF", nil)
            let to = session.environment["PRE_COMMIT_TO_REF"] ?? []
            head = try finder.head(request, to.isEmpty ? nil : (to, "PRE_COMMIT_TO_REF"))
        } else {
            head = try finder.head(request, nil)
            base = try finder.usualBase(head)
        }
        warnings = finder.resolver.warnings
    }

    /// Resolves names.
    private struct Finder {
        let session: Session
        let resolver: RevisionResolver

        /// The commit of a name, which may be missing from a clone that has not fetched all.
        func end(_ name: [UInt8], _ source: String, _ deepening: String?) throws(RgitError) -> CheckEnd {
            do throws(RgitError) {
                return CheckEnd(
                    name: Text(name), source: Text(source), hexsha: try resolver.unambiguousCommit(name))
            } catch {
                guard error.hint == nil, error.kind == .revision || error.kind == .missingObject else {
                    throw error
                }
                throw RgitError(
                    error.kind, source == "argument" ? error.what : "\(error.what) (\(source))",
                    error.subject,
                    hint: hint(name, deepening), object: error.object)
            }
        }

        private func hint(_ name: [UInt8], _ deepening: String?) -> String? {
            let word = String(decoding: name, as: UTF8.self)
            let fetch =
                name.count >= 40 && name.allSatisfy(ASCII.isHexDigit)
                ? "'git fetch origin \(word)' may bring it" : nil
            guard !session.shallowCommits.isEmpty else { return fetch }
            return ChangeRange.deepeningHint(deepening)
        }

        func head(
            _ request: CheckRequest, _ named: (name: [UInt8], source: String)?
        ) throws(RgitError) -> CheckEnd {
            if let head = request.head { return try end(head.bytes, "argument", nil) }
            guard let named else { return try end(Array("HEAD".utf8), "HEAD", nil) }
            return try end(named.name, named.source, nil)
        }

        func ends(
            _ service: CIEnvironment, _ request: CheckRequest
        ) throws(RgitError) -> (base: CheckEnd, head: CheckEnd) {
            var head = try head(request, service.head)
            if let merge = service.mergeCommit, request.head == nil, head.hexsha.hex == merge.asciiLowercased
            {
                let links = try resolver.loader.links(head.hexsha)
                if session.shallowCommits.contains(head.hexsha) {
                    throw RgitError(
                        .revision,
                        "the clone is shallow: the parents of the merge that is checked are missing",
                        head.name,
                        hint: ChangeRange.deepeningHint(service.deepening))
                }
                if links.parents.count == 2 {
                    // The service has merged the change into its base: these are the two.
                    head.name = "HEAD^2"
                    head.hexsha = links.parents[1]
                    let base = CheckEnd(
                        name: "HEAD^1", source: Text(service.source), hexsha: links.parents[0])
                    return (base, head)
                }
            }
            let base: CheckEnd
            switch service.base {
            case .unknown(let why):
                throw RgitError(.revision, why, service.source, hint: "name it: 'rgit check BASE'")
            case .commit(let name): base = try end(name, service.source, service.deepening)
            case .branch(let name):
                do throws(RgitError) {
                    base = try branch(name, service.source, service.deepening)
                } catch {
                    guard let other = service.otherBase, case .commit(let name) = other.base else {
                        throw error
                    }
                    base = try end(name, other.source, service.deepening)
                }
            case .defaultBranch:
                guard let found = try defaultBranch(service.source) else { throw noBase }
                base = found
            }
            if base.hexsha == head.hexsha, isBranch(service.base) {
                throw RgitError(
                    .revision, "the base is what is checked", base.name, hint: "name it: 'rgit check HEAD~1'")
            }
            return (base, head)
        }

        private func isBranch(_ base: CIEnvironment.Base) -> Bool {
            if case .commit = base { false } else { true }
        }

        /// A branch of the remote; one of this repository where the remote's has not been fetched.
        private func branch(
            _ name: [UInt8], _ source: String, _ deepening: String?
        ) throws(RgitError) -> CheckEnd {
            for prefix in ["refs/remotes/origin/", "refs/heads/"] {
                let path = Array(prefix.utf8) + name
                guard try session.references.follow(path)?.id != nil else { continue }
                var found = try end(path, source, deepening)
                found.name = Text(path.after("refs/remotes/") ?? name)
                return found
            }
            let word = String(decoding: name, as: UTF8.self)
            throw RgitError(
                .revision, "the base is not in this clone (\(source))", name,
                hint: "fetch it: 'git fetch origin +refs/heads/\(word):refs/remotes/origin/\(word)'")
        }

        private func defaultBranch(_ source: String) throws(RgitError) -> CheckEnd? {
            var names = try DefaultBranch.candidates(session)
            // A clone of one branch may have the main one of its remote all the same.
            names.insert(
                contentsOf: ["main", "master"].map { Array("refs/remotes/origin/\($0)".utf8) },
                at: names.first?.hasPrefix("refs/remotes/") == true ? 1 : 0)
            for path in names {
                guard try session.references.follow(path)?.id != nil else { continue }
                var found = try end(path, source, nil)
                found.name = Text(path.after("refs/remotes/") ?? path.after("refs/heads/") ?? path)
                return found
            }
            return nil
        }

        /// The default branch, or on that branch itself its upstream.
        func usualBase(_ head: CheckEnd) throws(RgitError) -> CheckEnd {
            if let base = try defaultBranch("default branch"), base.hexsha != head.hexsha { return base }
            let name = Array("@{upstream}".utf8)
            guard head.source == "HEAD", let id = (try? resolver.find(name)) ?? nil,
                let commit = try resolver.peel(id, to: .commit)
            else { throw noBase }
            if commit == head.hexsha, !session.shallowCommits.isEmpty {
                // A clone of one branch that has no other one to compare it with: nothing would be checked.
                throw RgitError(
                    .revision, "the base is what is checked, and the clone is shallow", name,
                    hint: "fetch the base, and name it: 'rgit check BASE'")
            }
            return CheckEnd(name: Text(name), source: "upstream", hexsha: commit)
        }

        private var noBase: RgitError {
            RgitError(
                .revision, "nothing says what the change is compared with", hint: "name it: 'rgit check BASE'"
            )
        }
    }
}

extension RevisionResolver {
    /// The commit of a name that only one reference has: an author who may push tags could call one like the base, and git takes
    /// a tag before a branch.
    ///
    /// - Throws: `revision` for a name that means nothing or several things.
    func unambiguousCommit(_ name: [UInt8]) throws(RgitError) -> ObjectID {
        let known = warnings.count
        let commit = try commit(name)
        for warning in warnings.dropFirst(known) where warning.what == "refname is ambiguous" {
            // A name in full comes before all that it could be short for, and so does HEAD.
            if try session.references.follow(warning.subject.bytes)?.id != nil { continue }
            throw RgitError(
                .revision, warning.what, warning.subject,
                hint: "name it in full, such as 'refs/heads/NAME' or 'refs/remotes/NAME'")
        }
        return commit
    }
}

extension ChangeRange {
    /// How a shallow clone is mended.
    static func deepeningHint(_ deepening: String?) -> String {
        "'git fetch --unshallow' brings all of it, 'git fetch --deepen=100' more of it"
            + (deepening.map { "; or \($0)" } ?? "")
    }
}
