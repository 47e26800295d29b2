import Testing

@testable import RgitCommandLine
