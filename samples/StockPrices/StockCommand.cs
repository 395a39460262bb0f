using System.CommandLine;

namespace StockPrices;

/// <summary>The command line.</summary>
internal static class StockCommand
{
    private static readonly Option<string> Ticker = new("--ticker") { Description = "The stock of the pictures.", DefaultValueFactory = _ => "AAPL" };

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        new PaperCommand("Says of 87 stocks whether they go up or down tomorrow, beside published figures, and shows what a forecast that follows the price is worth.", "prices", Stock.File, Ticker)
            .Run(args, output, error, (options, arguments) => new StockRun(options, arguments.GetRequiredValue(Ticker), output).Run());
}
