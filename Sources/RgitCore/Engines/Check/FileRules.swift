// The rules about the files that differ between the two ends of a change: what they are, and what their lines are.

import GitObjects
import Records

/// The rules about changed files, for all workers.
struct FileRules: Sendable {
    private let rules: RuleSet
    private let session: Session
    private let settings: DiffSettings
    private let submodules: SubmoduleSettings
    private let cleaning: CleanFilterConfiguration
    private let codeowners: CodeOwners?
    /// The tree whose attributes count.
    private let tree: ObjectID
    private let needsCounts: Bool
    private let needsLines: Bool

    /// What was found of one file.
    struct Result: Sendable {
        var lines: ChangeLines?
        var isExcluded = false
        var findings: [CheckFinding] = []
        var problem: RgitError?
    }

    /// Prepares the rules; attributes and CODEOWNERS are those of `tree`.
    init(_ rules: RuleSet, tree: ObjectID, _ session: Session, countsLines: Bool = false) throws(RgitError) {
        self.rules = rules
        self.session = session
        self.tree = tree
        var options = DiffOptions()
        options.renames = DiffOptions.Renames.none
        settings = try DiffSettings(options, config: session.config)
        submodules = try SubmoduleSettings(session)
        cleaning = try CleanFilterConfiguration(session.config)
        needsLines = [.maxLineLength, .noConflictMarkers, .crlf].contains { rules.mayHold($0) }
        needsCounts = needsLines || countsLines || rules.mayHold(.maxLines) || rules.mayHold(.binary)
        var codeowners: CodeOwners?
        if rules.mayHold(.owners) {
            codeowners = try CodeOwners.find(in: tree, session.makeReader())?.rules
            if codeowners == nil { throw RgitError.noCodeOwners }
        }
        self.codeowners = codeowners
    }

    /// Holds files against the rules, in their order.
    func results(_ changes: [FileChange], in context: QueryContext) async throws -> [Result] {
        let rules = self
        let progress = context.progress
        progress?.begin("Comparing files", total: changes.count)
        var results: [Result] = []
        results.reserveCapacity(changes.count)
        // A few files can take as long as all others, and often they are neighbours.
        try await context.sharding.orderedChunks(
            count: changes.count, size: needsCounts ? 8 : 1024, makeWorker: { try FileRuleWorker(rules) },
            compute: { worker, range in
                defer { progress?.advance(by: range.count) }
                return changes[range].map { worker.result($0) }
            },
            consume: { results += $0 })
        return results
    }

    /// One worker's means to look at files.
    private final class FileRuleWorker {
        private let plan: FileRules
        private let worker: DiffWorker
        private let reader: ObjectReader
        private let attributes: AttributeReader
        private let excluded: ExcludedPaths
        private let counter = NativeLineCounter()

        init(_ plan: FileRules) throws(RgitError) {
            self.plan = plan
            reader = try plan.session.makeReader()
            attributes = try AttributeReader(plan.session, tree: plan.tree, reader)
            excluded = ExcludedPaths(attributes, names: plan.rules.excludedAttributes)
            worker = try DiffWorker(
                plan.session, reader: reader, settings: plan.settings, submodules: plan.submodules,
                attributes: attributes)
        }

        func result(_ change: FileChange) -> Result {
            var result = Result()
            result.isExcluded = excluded.contains(change.path)
            typeRules(change, &result.findings)
            guard plan.needsCounts else {
                result.problem = attributes.problem
                return result
            }
            do throws(RgitError) {
                let lines = try worker.lines(change)
                result.lines = lines
                if lines == .binary, change.new != nil, plan.rules.holds(.binary, change.path) {
                    result.findings.append(CheckFinding(.binary, change.path, message: "a binary file"))
                }
                if plan.needsLines, !result.isExcluded, lines != .binary {
                    try lineRules(change, &result.findings)
                }
                result.problem = attributes.problem
            } catch {
                result.problem = error
            }
            return result
        }

        private func typeRules(_ change: FileChange, _ findings: inout [CheckFinding]) {
            let (path, rules) = (change.path, plan.rules)
            if let codeowners = plan.codeowners, rules.holds(.owners, path),
                codeowners.owners(of: path).isEmpty
            {
                findings.append(CheckFinding(.owners, path, message: "CODEOWNERS names no owner"))
            }
            guard let new = change.new else { return }
            if let old = change.old, old.mode.isRegular, new.mode.isRegular, old.mode != new.mode,
                rules.holds(.mode, path)
            {
                let isExecutable = new.mode == .executable
                findings.append(
                    CheckFinding(
                        .mode, path, limit: .text(old.mode.octal), value: .text(new.mode.octal),
                        message: isExecutable ? "became executable" : "is no longer executable"))
            }
            if new.mode == .symlink || change.old?.mode == .symlink, rules.holds(.symlink, path) {
                findings.append(symbolicLink(change, new))
            }
            if new.mode == .gitlink, rules.holds(.submodule, path) {
                let old = change.old?.mode == .gitlink ? change.old : nil
                findings.append(
                    CheckFinding(
                        .submodule, path, limit: old.map { .text(Text($0.id.hex)) },
                        value: .text(Text(new.id.hex)),
                        message: old == nil
                            ? "a new submodule at \(new.id.shortName)"
                            : "the submodule moved to \(new.id.shortName)"))
            }
            if change.old == nil, rules.holds(.windowsName, path), let part = WindowsName.refused(in: path) {
                findings.append(
                    CheckFinding(
                        .windowsName, path, value: .text(Text(part.name)), message: "Windows has \(part.why)")
                )
            }
        }

        /// The row of a symbolic link, with its target where that is no longer than a path may be.
        private func symbolicLink(_ change: FileChange, _ new: FileVersion) -> CheckFinding {
            guard new.mode == .symlink else {
                return CheckFinding(.symlink, change.path, message: "no symbolic link any more")
            }
            let target = ((try? reader.blob(new.id, upTo: 4096)) ?? nil).map { Text($0.bytes) }
            let message =
                change.old == nil
                ? "a new symbolic link"
                : change.old?.mode == .symlink
                    ? "a symbolic link to another target" : "became a symbolic link"
            return CheckFinding(.symlink, change.path, value: target.map { .text($0) }, message: message)
        }

        private func lineRules(_ change: FileChange, _ findings: inout [CheckFinding]) throws(RgitError) {
            let (path, rules) = (change.path, plan.rules)
            guard let new = change.new, new.mode.isRegular else { return }
            // The target of a link is no line: where the link becomes a file, all its lines are new.
            let old = change.old.flatMap { $0.mode.isRegular ? $0 : nil }
            if old != nil, change.hasSameContent { return }
            let limit = rules.limit(.maxLineLength, path)?.limit
            let checksMarkers = rules.holds(.noConflictMarkers, path)
            let checksEndings = rules.holds(.crlf, path) && isStoredWithLF(path)
            guard limit != nil || checksMarkers || checksEndings else { return }
            let comparison = try counter.compare(
                old: old.map { version throws(RgitError) in try worker.contents.content(version, path: path) }
                    ?? [],
                new: worker.contents.content(new, path: path), options: plan.settings.lines)
            let added = AddedLines(path, comparison)
            if let limit { findings += added.long(limit) }
            if checksMarkers { findings += added.conflictMarkers }
            if checksEndings, let finding = added.carriageReturns { findings.append(finding) }
        }

        /// Whether attributes have git store the lines of a file with LF.
        private func isStoredWithLF(_ path: [UInt8]) -> Bool {
            let found = attributes.attributes(path)
            let says = ["text", "crlf", "eol"].contains { name in
                found[Array(name.utf8)].map { $0 != .unspecified } ?? false
            }
            return says && CleanFilter(found, config: plan.cleaning).lineEndings != .keep
        }
    }
}

extension FileMode {
    /// The mode in octal.
    fileprivate var octal: Text { Text(String(rawValue, radix: 8)) }
}
