import Commands
import Foundation

@main
enum RateQLProgram {
  static func main() async {
    let status = await StandardContext.run(Array(CommandLine.arguments.dropFirst()))
    exit(status)
  }
}
