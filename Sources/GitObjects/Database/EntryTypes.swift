// The type of every entry of a pack, a delta's taken from its base instead of from the bottom of its chain.

import Synchronization

/// The types of a pack's entries by rank, as far as some worker has learnt them; shared by all workers.
///
/// One byte an entry. Without it, learning the types of n entries in chains of length c took n times c steps.
final class EntryTypes: Sendable {
    /// What is known about one entry.
    enum Known: UInt8 {
        case notYet = 0
        case commit = 1
        case tree = 2
        case blob = 3
        case tag = 4
        /// The entry or a base of it is damaged or missing.
        case unreadable = 255

        init(_ type: ObjectType?) {
            self = type.flatMap { Known(rawValue: $0.rawValue) } ?? .unreadable
        }

        var type: ObjectType? { ObjectType(rawValue: rawValue) }
    }

    private let known = Mutex<[Known]>([])

    /// Fills in what is known about the entries of `ranks`.
    func look(up ranks: [Int], into found: inout [Int: Known]) {
        guard !ranks.isEmpty else { return }
        known.withLock { known in
            for rank in ranks where rank < known.count && known[rank] != .notYet { found[rank] = known[rank] }
        }
    }

    /// Remembers the types of the entries from `start` on, and of others one by one.
    func learn(_ types: [ObjectType?], from start: Int, and others: [Int: Known]) {
        known.withLock { known in
            let end = start + types.count
            if known.count < end {
                known.append(contentsOf: repeatElement(.notYet, count: end - known.count))
            }
            for (index, type) in types.enumerated() { known[start + index] = Known(type) }
            for (rank, type) in others where rank < known.count { known[rank] = type }
        }
    }
}

extension ReaderState {
    /// What the header of an entry says about its type.
    private enum Lead {
        case settled(ObjectType?)
        /// As that of another entry of the pack.
        case base(rank: Int)
        /// As that of an object that is in another pack, or loose, or after the entry.
        case elsewhere
    }

    /// The types of the entries at `ranks`; nothing is inflated.
    ///
    /// Chunks of ranks are mostly asked for in ascending order, and an offset delta comes after its base: nearly all
    /// bases are in the same chunk or known from an earlier one. `nil` where an entry is damaged.
    mutating func types(number: Int, order: PackOrder, ranks: Range<Int>) -> [ObjectType?] {
        guard !ranks.isEmpty, let shared = pack(number)?.entryTypes, let data = data(number) else {
            return ranks.map { _ in nil }
        }
        var leads: [Lead] = []
        leads.reserveCapacity(ranks.count)
        var earlier: [Int] = []
        for rank in ranks {
            let lead = lead(rank, order, data, number)
            if case .base(let base) = lead, base < ranks.lowerBound { earlier.append(base) }
            leads.append(lead)
        }
        var known: [Int: EntryTypes.Known] = [:]
        shared.look(up: earlier, into: &known)
        for rank in earlier where known[rank] == nil {
            learnChain(from: rank, order, data, number, shared, &known)
        }

        var types: [ObjectType?] = []
        types.reserveCapacity(ranks.count)
        for (rank, lead) in zip(ranks, leads) {
            switch lead {
            case .settled(let type): types.append(type)
            case .base(let base) where base < ranks.lowerBound: types.append(known[base]?.type)
            case .base(let base): types.append(types[base - ranks.lowerBound])
            case .elsewhere: types.append(typeByChain(rank, order, number))
            }
        }
        shared.learn(types, from: ranks.lowerBound, and: known)
        return types
    }

    /// Learns the type of the entry at `rank` and of those below it in its chain; each step leads to a lower rank.
    private mutating func learnChain(
        from rank: Int, _ order: PackOrder, _ data: Packfile, _ number: Int, _ shared: EntryTypes,
        _ known: inout [Int: EntryTypes.Known]
    ) {
        var chain: [Int] = []
        var rank = rank
        var answer: EntryTypes.Known?
        while answer == nil {
            chain.append(rank)
            switch lead(rank, order, data, number) {
            case .settled(let type): answer = EntryTypes.Known(type)
            case .elsewhere: answer = EntryTypes.Known(typeByChain(rank, order, number))
            case .base(let base):
                if known[base] == nil { shared.look(up: [base], into: &known) }
                answer = known[base]
                rank = base
            }
        }
        for rank in chain { known[rank] = answer }
    }

    /// Reads the header of the entry at `rank`.
    private mutating func lead(_ rank: Int, _ order: PackOrder, _ data: Packfile, _ number: Int) -> Lead {
        guard let offset = Int(exactly: order.offsets[rank]), let entry = try? data.entry(at: offset) else {
            return .settled(nil)
        }
        switch entry.kind {
        case .object(let type): return .settled(type)
        case .offsetDelta(let base):
            return order.rank(ofOffset: base, within: 0..<rank).map { .base(rank: $0) } ?? .settled(nil)
        case .referenceDelta(let base):
            guard let position = index(number)?.position(of: base), position < order.count else {
                return .elsewhere
            }
            let baseRank = Int(order.ranks[position])
            return baseRank < rank ? .base(rank: baseRank) : .elsewhere
        }
    }

    /// The type of the entry at `rank`, from the bottom of its chain.
    private mutating func typeByChain(_ rank: Int, _ order: PackOrder, _ number: Int) -> ObjectType? {
        guard let offset = Int(exactly: order.offsets[rank]) else { return nil }
        return try? type(of: EntryKey(pack: number, offset: offset))
    }
}
