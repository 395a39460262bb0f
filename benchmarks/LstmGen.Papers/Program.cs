using System.CommandLine;
using LstmGen.Papers;
using LstmGen.Samples;

Option<string> data = new("--data") { Description = "The folder of the data sets.", DefaultValueFactory = _ => "../shared/data" };
Option<string> results = new("--results") { Description = "The folder of the result files.", DefaultValueFactory = _ => "benchmarks/LstmGen.Papers/results" };
Option<string> page = new("--page") { Description = "The page to write; empty for none.", DefaultValueFactory = _ => "docs/papers.md" };
Option<string[]> only = new("--only") { Description = $"Rows to run: {string.Join(", ", PaperRows.All.Select(row => row.Name))}.", AllowMultipleArgumentsPerToken = true };
Option<int> seeds = new("--seeds") { Description = "How many seeds, from --first on.", DefaultValueFactory = _ => 5 };
Option<int> first = new("--first") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
Option<bool> missing = new("--missing") { Description = "Run seeds alone whose results are not there." };
Option<bool> baselines = new("--baselines") { Description = "Compute the naive and linear forecasts only." };
Option<bool> write = new("--write") { Description = "Train nothing: write the page from the result files." };

RootCommand command = new("Runs tasks with published LSTM figures, beside a naive and a linear forecast, and writes docs/papers.md.")
{
    data, results, page, only, seeds, first, missing, baselines, write,
};
command.SetAction(arguments =>
{
    PaperRow[] rows = PaperRows.Named(arguments.GetValue(only) ?? []);
    var bench = new Bench(arguments.GetValue(data)!, arguments.GetValue(results)!, Console.Out);
    if (!arguments.GetValue(write))
    {
        int from = arguments.GetValue(first), count = arguments.GetValue(baselines) ? 0 : arguments.GetValue(seeds);
        bench.Run(rows, [.. Enumerable.Range(from, count)], arguments.GetValue(missing));
    }

    if (arguments.GetValue(page) is { Length: > 0 } path) File.WriteAllText(path, PaperPage.Of(PaperRows.All, row => ResultFile.Load(arguments.GetValue(results)!, row.Name)));
    return 0;
});
return command.Run(args, Console.Out, Console.Error);
