using System.Collections.Immutable;
using LstmGen.Forecasting;

namespace LstmGen.Tests.Data;

/// <summary>Lists of any kind give the windows that arrays give; arrays and memory are still taken as they are.</summary>
public sealed class ListInputTests
{
    private static readonly float[] s_values = [.. Enumerable.Range(0, 30).Select(i => i * 0.5f)];

    [Fact]
    public void Every_list_of_floats_gives_the_same_windows()
    {
        WindowDataset expected = WindowDataset.Of(s_values, lookBack: 5, horizon: 2);
        List<float> list = [.. s_values];
        IReadOnlyList<float> readOnly = list.AsReadOnly();
        foreach (WindowDataset windows in (WindowDataset[])
        [
            WindowDataset.Of(list, lookBack: 5, horizon: 2), WindowDataset.Of(readOnly, 5, 2), WindowDataset.Of(list.ToImmutableArray(), 5, 2), WindowDataset.Of(list.ToImmutableList(), 5, 2),
            WindowDataset.Of(new ArraySegment<float>(s_values), 5, 2), WindowDataset.Of(s_values.AsMemory(), 5, 2), WindowDataset.Of(SeriesTable.Of(("series", list)), 5, horizon: 2),
            WindowDataset.Of(SeriesTable.Of(("series", readOnly)), 5, horizon: 2),
        ])
        {
            Assert.Equal(Values(expected), Values(windows));
        }
    }

    [Fact]
    public void Lists_of_doubles_keep_their_precision()
    {
        double[] exact = [.. Enumerable.Range(0, 30).Select(i => 1e9 + i * 0.1)];
        List<double> list = [.. exact];
        double[] window = new double[5];
        foreach (WindowDataset windows in (WindowDataset[])[WindowDataset.Of(list, 5), WindowDataset.Of(SeriesTable.Of(("series", list)), 5), WindowDataset.Of(exact, 5), WindowDataset.Of([1e9, 1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3, 1e9 + 0.4, 1e9 + 0.5], 5)])
        {
            windows.CopyInput(0, window);
            Assert.Equal([1e9, 1e9 + 0.1, 1e9 + 0.2, 1e9 + 3 * 0.1, 1e9 + 0.4], window);
        }
    }

    [Fact]
    public void Ready_made_windows_weights_and_lengths_come_in_lists_and_collection_expressions()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6], targets = [7, 8, 9], weights = [1, 0, 2];
        List<float> inputList = [.. inputs], targetList = [.. targets], weightList = [.. weights];
        List<int> lengthList = [1, 2, 1];
        ImmutableArray<int> lengths = [1, 2, 1];
        WindowDataset expected = WindowDataset.From(inputs, targets, lookBack: 2).Weighted(weights).WithLengths(new[] { 1, 2, 1 });
        foreach (WindowDataset windows in (WindowDataset[])
        [
            WindowDataset.From(inputList, targetList, lookBack: 2).Weighted(weightList).WithLengths(lengthList),
            WindowDataset.From([1, 2, 3, 4, 5, 6], [7, 8, 9], lookBack: 2).Weighted([1, 0, 2]).WithLengths([1, 2, 1]),
            WindowDataset.From(inputs, targetList, lookBack: 2).Weighted(weights.AsMemory()).WithLengths(lengths),
        ])
        {
            Assert.Equal(Values(expected), Values(windows));
            Assert.Equal(weights, Enumerable.Range(0, 3).Select(windows.WeightOf));
            Assert.Equal([1, 2, 1], Enumerable.Range(0, 3).Select(windows.LengthOf));
        }

        Assert.Throws<ArgumentNullException>("inputs", () => WindowDataset.From((List<float>)null!, targets, 2));
        Assert.Throws<ArgumentNullException>("targets", () => WindowDataset.From(inputs, (List<float>)null!, 2));
        Assert.Throws<ArgumentNullException>("weights", () => expected.Weighted((List<float>)null!));
        Assert.Throws<ArgumentNullException>("lengths", () => expected.WithLengths((List<int>)null!));
        Assert.Throws<ArgumentException>("weights", () => expected.Weighted([1, 2]));
    }

    [Fact]
    public void Advice_reads_lists()
    {
        float[] values = [.. Enumerable.Range(0, 200).Select(i => MathF.Sin(i * 0.5f))];
        double[] exact = [.. values.Select(value => (double)value)];
        string expected = SeriesAdvice.For(values).ToString();
        Assert.Equal(expected, SeriesAdvice.For(new List<float>(values)).ToString());
        Assert.Equal(SeriesAdvice.For(exact).ToString(), SeriesAdvice.For(new List<double>(exact)).ToString());
        Assert.Equal(expected, SeriesAdvice.For(values.AsSpan()).ToString());
        Assert.Throws<ArgumentNullException>("series", () => SeriesAdvice.For((List<float>)null!));
        Assert.Throws<ArgumentNullException>("series", () => SeriesAdvice.For((List<double>)null!));
    }

    /// <summary>A list may be written to afterwards; an array is looked at where it lies.</summary>
    [Fact]
    public void Lists_are_copied_and_arrays_are_not()
    {
        float[] array = [.. s_values];
        List<float> list = [.. s_values];
        WindowDataset ofArray = WindowDataset.Of(array, 5), ofList = WindowDataset.Of(list, 5);
        (array[0], list[0]) = (77f, 77f);
        Assert.Equal(77f, Values(ofArray)[0]);
        Assert.Equal(0f, Values(ofList)[0]);
    }

    [Fact]
    public void Nothing_is_refused_as_with_arrays()
    {
        Assert.Throws<ArgumentNullException>("series", () => WindowDataset.Of((List<float>)null!, 5));
        Assert.Throws<ArgumentNullException>("series", () => WindowDataset.Of((List<double>)null!, 5));
        Assert.Throws<ArgumentException>("series", () => WindowDataset.Of(new List<float>(), 5));
        Assert.Throws<ArgumentException>("series", () => WindowDataset.Of(new List<double>(), 5));
        Assert.Throws<ArgumentNullException>("columns", () => SeriesTable.Of(("a", (List<float>)null!)));
        Assert.Throws<ArgumentException>("columns", () => SeriesTable.Of(("a", new List<float> { float.NaN })));
    }

    private static float[] Values(WindowDataset windows)
    {
        float[] values = new float[windows.InputSize + windows.TargetSize];
        return
        [
            .. Enumerable.Range(0, windows.Count).SelectMany(index =>
            {
                windows.CopyInput(index, values.AsSpan(0, windows.InputSize));
                windows.CopyTarget(index, values.AsSpan(windows.InputSize));
                return values.ToArray();
            }),
        ];
    }
}
