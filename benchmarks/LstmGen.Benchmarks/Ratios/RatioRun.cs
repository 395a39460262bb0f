using System.Globalization;

namespace LstmGen.Benchmarks;

/// <summary>Measures the table and prints a line each: <c>ratio NAME VALUE</c>. Lines that begin with # say what was measured.</summary>
internal static class RatioRun
{
    private static readonly Ratio[] All =
    [
        .. WindowRatios.All,
        WindowRatios.Gru,
        StepRatio.Ratio,
        WindowRatios.Stacked,
        .. WindowRatios.Layers,
        .. BatchRatios.All,
        .. TrainingRatios.All,
        TorchRatio.Ratio,
        TutorialRatio.Ratio,
        ThreadsRatio.Ratio,
        GrowthRatio.Ratio,
        .. ColdStartRatio.All,
        AllocationRatio.Ratio,
        BuildRatio.Ratio,
    ];

    /// <summary>The process's exit code: 0 when every line that was asked for is printed.</summary>
    /// <param name="names">The lines to measure; none for all.</param>
    public static int Run(string[] names)
    {
        string[] unknown = [.. names.Except(All.Select(ratio => ratio.Name))];
        if (unknown.Length > 0)
        {
            Console.Error.WriteLine($"Unknown: {string.Join(", ", unknown)}. There are {string.Join(", ", All.Select(ratio => ratio.Name))}.");
            return 2;
        }

        Header.Print();
        int missing = 0;
        foreach (Ratio ratio in All.Where(ratio => names.Length == 0 || names.Contains(ratio.Name)))
        {
            try
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {ratio.Name} {ratio.Measure():0.###}"));
            }
            catch (NotMeasuredException reason)
            {
                missing++;
                Console.Error.WriteLine($"{ratio.Name} is not printed: {reason.Message}");
            }
        }

        return missing == 0 ? 0 : 1;
    }

    /// <summary>A line that says what was measured.</summary>
    public static void Note(FormattableString text) => Console.WriteLine($"# {text.ToString(CultureInfo.InvariantCulture)}");
}
