// Puts lists of references in the order of git's sort keys and of the fields of their rows.

import GitObjects
import Records

/// A row about one reference.
package protocol ReferenceRow: Record {
    /// The full name.
    var path: Text { get }
    /// The object it points to.
    var hexsha: ObjectID { get }
}

/// A request for references in the order of git's sort keys.
package protocol ReferenceSorting {
    /// The keys, `-KEY` for descending order, of which the last counts most.
    var sort: [[UInt8]] { get set }
    /// Whether texts are compared without regard to case.
    var ignoreCase: Bool { get }
}

extension BranchesRequest: ReferenceSorting {}
extension ReferencesRequest: ReferenceSorting {}
extension TagsRequest: ReferenceSorting {}

extension Query where Row: ReferenceRow, Request: ReferenceSorting {
    package static func sortsIgnoringCase(_ request: Request) -> Bool { request.ignoreCase }

    package static func request(_ request: Request, sortedBy keys: [String]) -> Request? {
        guard let words = ReferenceOrder.words(keys, shape(of: request)) else { return nil }
        var request = request
        request.sort = words
        return request
    }
}

extension Branch: ReferenceRow {}
extension ReferenceEntry: ReferenceRow {}
extension TagReference: ReferenceRow {}

/// The order that sort keys make, those of git and names of fields.
///
/// As in git the last key counts most; references that are equal by all of them are in the order of their full names.
struct ReferenceOrder<Row: ReferenceRow>: Sendable {
    private enum Key: Sendable {
        /// The place among git's keys.
        case git(Int, ReferenceSortKey)
        case field(RowOrder<Row>)
    }

    /// What a row is compared by for one key.
    private enum Value: Sendable {
        case text([UInt8])
        case number(UInt64)
        case field([SortValue])
    }

    /// The keys, the one that counts most first.
    private let keys: [Key]
    private let gitKeys: [ReferenceSortKey]
    private let ignoresCase: Bool
    /// The parts of rows that the keys need.
    let parts: Row.Parts

    /// Whether rows keep the order they have.
    var isEmpty: Bool { keys.isEmpty }

    /// Reads keys, `-KEY` for descending order, the last one first in force.
    ///
    /// - Throws: `.usage` for a key that is neither git's nor a field that has an order.
    init<Summary: Record>(
        _ words: [[UInt8]], _ shape: DocumentShape<Row, Summary>, ignoringCase: Bool
    ) throws(RgitError) {
        var keys: [Key] = []
        var gitKeys: [ReferenceSortKey] = []
        var parts: Row.Parts = []
        for word in words.reversed() {
            let name = String(decoding: word, as: UTF8.self)
            if !Self.isField(name, shape), let key = ReferenceSortKey(word) {
                keys.append(.git(gitKeys.count, key))
                gitKeys.append(key)
                continue
            }
            do throws(SortKeyError) {
                let order = try shape.order([name], ignoringCase: ignoringCase)
                parts.formUnion(order.parts)
                keys.append(.field(order))
            } catch {
                throw RgitError(
                    .usage, "unknown sort key", word,
                    hint: "name a field, or a key of git for-each-ref such as refname or -creatordate")
            }
        }
        self.keys = keys
        self.gitKeys = gitKeys
        self.parts = parts
        ignoresCase = ignoringCase
    }

    /// The keys for a request where they are not all fields, of which the first counts most; `nil` where the order of
    /// fields is all there is to it.
    static func words<Summary: Record>(
        _ names: [String], _ shape: DocumentShape<Row, Summary>
    ) -> [[UInt8]]? {
        let hasGitKey = names.contains { !isField($0, shape) && ReferenceSortKey(Array($0.utf8)) != nil }
        return hasGitKey ? names.reversed().map { Array($0.utf8) } : nil
    }

    private static func isField<Summary: Record>(
        _ name: String, _ shape: DocumentShape<Row, Summary>
    ) -> Bool {
        let bare = name.hasPrefix("-") ? name.dropFirst() : name[...]
        return shape.fields.contains { $0.name == bare }
    }

    /// The rows in order; what could not be read is added to the answer's problems.
    func sorted<Summary: Record>(
        _ rows: [Row], _ context: QueryContext, _ answer: inout Answer<Summary>
    ) async throws -> [Row] {
        guard !isEmpty, rows.count > 1 else { return rows }
        let values = try await values(of: rows, context, &answer)
        let versions = VersionOrder(context.session.config)
        let names = rows.map { comparable($0.path.bytes) }
        // Versions with suffixes may have no transitive order.
        let order = MergeSort.indices(rows.indices) { left, right in
            compare(values[left], values[right], versions)
                ?? compare(names[left], names[right])
        }
        return order.map { rows[$0] }
    }

    // MARK: Values

    private func values<Summary: Record>(
        of rows: [Row], _ context: QueryContext, _ answer: inout Answer<Summary>
    ) async throws -> [[Value]] {
        let found = try await gitValues(of: rows, context, &answer)
        var writer = ValueWriter(style: .exact, capacity: 64)
        return rows.indices.map { row in
            keys.map { key in
                switch key {
                case .git(let place, let key):
                    key.isVersion ? found[row][place] : comparable(found[row][place])
                case .field(let order): .field(order.values(of: rows[row], &writer))
                }
            }
        }
    }

    private func gitValues<Summary: Record>(
        of rows: [Row], _ context: QueryContext, _ answer: inout Answer<Summary>
    ) async throws -> [[Value]] {
        guard !gitKeys.isEmpty else { return rows.map { _ in [] } }
        let session = context.session
        let reader = try session.makeReader()
        let resolver = RevisionResolver(session: session, reader: reader)
        let shared = try ReferenceSortValues.Shared(gitKeys, session, resolver)
        answer.warnings += resolver.warnings
        var found: [[ReferenceSortValues.Found]] = []
        var problems: [RgitError] = []
        let keys = gitKeys
        context.progress?.begin("Sorting references", total: rows.count)
        try await context.sharding.orderedChunks(
            count: rows.count, size: 64, makeWorker: { try ReferenceSortValues(session, shared) },
            compute: { worker, range in
                defer { context.progress?.advance(by: range.count) }
                return range.map { row in
                    Result { () throws(RgitError) in
                        try worker.values(rows[row].path.bytes, rows[row].hexsha, keys)
                    }
                }
            },
            consume: { (results: [Result<[ReferenceSortValues.Found], RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let values): found.append(values)
                    case .failure(let error):
                        problems.append(error)
                        found.append(keys.map { $0.value.isNumber && !$0.isVersion ? .number(0) : .text([]) })
                    }
                }
            })
        answer.problems += problems
        return try await withDistances(found, reader, context, &answer)
    }

    /// The values, with the commits counted that only one side of a pair has.
    private func withDistances<Summary: Record>(
        _ found: [[ReferenceSortValues.Found]], _ reader: ObjectReader, _ context: QueryContext,
        _ answer: inout Answer<Summary>
    ) async throws -> [[Value]] {
        var pairs: [AheadBehind.Pair] = []
        for case .distance(let pair, _) in found.joined() { pairs.append(pair) }
        var counts: ArraySlice<Result<AheadBehind.Count, RgitError>> = []
        if !pairs.isEmpty {
            let graph = try context.session.commitGraph()
            var distances = AheadBehind(
                loader: CommitLoader(session: context.session, reader: reader, graph: graph),
                preloader: CommitPreloader(session: context.session, sharding: context.sharding))
            counts = try await distances.counts(pairs)[...]
            answer.problems += graph.problems
        }
        var values: [[Value]] = []
        values.reserveCapacity(found.count)
        for row in found {
            var known: [Value] = []
            for value in row {
                switch value {
                case .text(let text): known.append(.text(text))
                case .number(let number): known.append(.number(number))
                case .distance(_, let part):
                    switch counts.popFirst() {
                    case .success(let count)?: known.append(.text(ReferenceSortValues.text(count, part)))
                    case .failure(let error)?:
                        answer.problems.append(error)
                        known.append(.text([]))
                    case nil: known.append(.text([]))
                    }
                }
            }
            values.append(known)
        }
        return values
    }

    // MARK: Comparing

    /// Less than 0 where the left one comes first; `nil` where all keys are equal.
    private func compare(_ left: [Value], _ right: [Value], _ versions: VersionOrder) -> Int? {
        for (place, key) in keys.enumerated() {
            var order = 0
            switch (key, left[place], right[place]) {
            case (.git(_, let key), .text(let one), .text(let other)):
                order = key.isVersion ? versions.compare(one, other) : compare(one, other)
                if key.isDescending { order = -order }
            case (.git(_, let key), .number(let one), .number(let other)):
                order = one < other ? -1 : one > other ? 1 : 0
                if key.isDescending { order = -order }
            case (.field(let fields), .field(let one), .field(let other)):
                order = fields.precedes(one, other).map { $0 ? -1 : 1 } ?? 0
            default: break
            }
            if order != 0 { return order }
        }
        return nil
    }

    private func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if left == right { return 0 }
        return left.lexicographicallyPrecedes(right) ? -1 : 1
    }

    /// A text as it is compared.
    private func comparable(_ text: [UInt8]) -> [UInt8] { ignoresCase ? text.asciiLowercased : text }

    private func comparable(_ value: Value) -> Value {
        if case .text(let text) = value { .text(comparable(text)) } else { value }
    }
}
