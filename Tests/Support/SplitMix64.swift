// A generator of random numbers that gives the same ones for the same seed, everywhere and for ever.

/// SplitMix64, by Guy Steele, Doug Lea and Christine Flood ("Fast Splittable Pseudorandom Number Generators").
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A sequence of its own for every seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below the bound; the standard library's own draw is not promised to stay the same.
    public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// True with a probability of `chance` in a hundred.
    public mutating func percent(_ chance: Int) -> Bool { below(100) < chance }

    /// One of the elements.
    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
