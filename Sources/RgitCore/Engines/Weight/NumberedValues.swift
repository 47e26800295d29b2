// Numbers distinct values in the order in which they are first seen.

/// Distinct values and their numbers: a dictionary for which the caller makes the hashes, where those of the standard library cost more
/// than the values are worth.
///
/// - Complexity: the values, and at most sixteen bytes more for each.
struct NumberedValues<Value: Equatable & Sendable>: Sendable {
    /// The values by their numbers.
    private(set) var values: [Value] = []
    /// The numbers by hash, -1 for none; more than half of them are none.
    private var slots = ContiguousArray<Int32>(repeating: -1, count: 1024)

    /// The number of a value, and whether it was seen for the first time. `hash` is of good low bits, and always the same for
    /// the same value.
    @inline(__always)
    mutating func number(of value: Value, hash: (Value) -> UInt64) -> (number: UInt32, isNew: Bool) {
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash(value)) & mask
        while slots[slot] >= 0 {
            let number = slots[slot]
            if values[Int(number)] == value { return (UInt32(truncatingIfNeeded: number), false) }
            slot = (slot &+ 1) & mask
        }
        let number = values.count
        slots[slot] = Int32(number)
        values.append(value)
        if values.count * 2 > slots.count { grow(hash) }
        return (UInt32(truncatingIfNeeded: number), true)
    }

    private mutating func grow(_ hash: (Value) -> UInt64) {
        slots = ContiguousArray(repeating: -1, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, value) in values.enumerated() {
            var slot = Int(truncatingIfNeeded: hash(value)) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: number)
        }
    }
}
