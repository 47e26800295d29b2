import Testing

@testable import RgitCore
