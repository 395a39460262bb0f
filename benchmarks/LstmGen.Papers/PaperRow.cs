namespace LstmGen.Papers;

/// <summary>A figure that a row reports.</summary>
/// <param name="Name">In results and on the page.</param>
/// <param name="Decimals">On the page.</param>
/// <param name="HigherIsBetter">Whether more is better; of errors less is.</param>
internal sealed record Measure(string Name, int Decimals, bool HigherIsBetter = false);

/// <summary>A published result.</summary>
/// <param name="Model">What it is of.</param>
/// <param name="Values">One for each measure of the row; NaN where none was published.</param>
/// <param name="Source">Where it stands, with the number of the table.</param>
/// <param name="LookedUp">Whether it was read there; false for one that is told from memory and printed as such.</param>
/// <param name="IsBar">Whether the row compares with it: a recurrent network.</param>
internal sealed record Published(string Model, double[] Values, string Source, bool LookedUp = true, bool IsBar = true);

/// <summary>A task with published figures: its protocol, what a naive and a linear forecast reach on it, and a model of this library. A file a row.</summary>
internal abstract class PaperRow
{
    /// <summary>For --only and the result file.</summary>
    public abstract string Name { get; }

    /// <summary>On the page.</summary>
    public abstract string Title { get; }

    /// <summary>Data, split, windows, and what is chosen on what.</summary>
    public abstract string Protocol { get; }

    /// <summary>What is reported; the first decides.</summary>
    public abstract IReadOnlyList<Measure> Measures { get; }

    /// <summary>Published figures.</summary>
    public abstract IReadOnlyList<Published> Published { get; }

    /// <summary>The model's attributes, as they stand in the code, and how it is trained.</summary>
    public abstract string Model { get; }

    /// <summary>Where the model is declared, from the folder of the rows.</summary>
    public virtual string ModelFile => $"{GetType().Name}.cs";

    /// <summary>What the result says, in a sentence or two, whatever it is.</summary>
    public abstract string Reading { get; }

    /// <summary>Forecasts without a network, by name: one value for each measure.</summary>
    /// <param name="data">The folder of the data sets.</param>
    public abstract IReadOnlyDictionary<string, double[]> Baselines(string data);

    /// <summary>Trains with a seed and measures on the test set, once.</summary>
    /// <param name="data">The folder of the data sets.</param>
    /// <param name="seed">Of weights, order and dropout.</param>
    /// <param name="log">For progress.</param>
    /// <returns>One value for each measure.</returns>
    public abstract double[] Train(string data, int seed, Action<string> log);

    /// <summary>Tells of every so many epochs.</summary>
    protected static IProgress<EpochReport> Every(int epochs, Action<string> log) => new EpochLog(epochs, log);

    private sealed class EpochLog(int epochs, Action<string> log) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            if (value.Epoch % epochs == 0 || value.Epoch == value.Epochs) log($"{value}, {value.Elapsed.TotalSeconds:0} s");
        }
    }
}

/// <summary>The rows of the bench. A new row takes a line here.</summary>
internal static class PaperRows
{
    public static IReadOnlyList<PaperRow> All { get; } = [new PemsTraffic(), new JapaneseVowels(), new Etth1(), new BeijingPm25(), new M4Hourly(), new AddingProblem(), new WarAndPeace()];

    /// <summary>Some rows; all where none is named.</summary>
    public static PaperRow[] Named(string[] names) => names.Length == 0
        ? [.. All]
        : [.. names.SelectMany(name => name.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(name => All.FirstOrDefault(row => row.Name == name)
            ?? throw new LstmGen.Samples.UserError($"Expected rows out of {string.Join(", ", All.Select(row => row.Name))}, but got {name}."))];
}
