extern alias papers;

using System.Text.RegularExpressions;
using CsCheck;
using papers::LstmGen.Papers;

namespace LstmGen.Samples.Tests;

/// <summary>The bench of published tables: its page is what its result files say, its models are those it names, and its baselines are right.</summary>
public sealed partial class PapersTests
{
    private static readonly string s_root = Root();

    private static readonly string s_bench = Path.Combine(s_root, "benchmarks", "LstmGen.Papers");

    [Fact]
    public void The_page_is_written_from_the_results() => Assert.Equal(
        PaperPage.Of(PaperRows.All, row => ResultFile.Load(Path.Combine(s_bench, "results"), row.Name)), File.ReadAllText(Path.Combine(s_root, "docs", "papers.md")));

    [Fact]
    public void Every_row_has_results_sources_and_baselines()
    {
        foreach (PaperRow row in PaperRows.All)
        {
            ResultFile results = ResultFile.Load(Path.Combine(s_bench, "results"), row.Name);
            Assert.NotEmpty(results.Baselines);
            Assert.Contains(results.Baselines.Keys, name => name.StartsWith("naive", StringComparison.Ordinal));
            Assert.All(results.Baselines.Values, values => Assert.Equal(row.Measures.Count, values.Length));
            Assert.All(results.Seeds, seed => Assert.Equal(row.Measures.Count, seed.Values.Length));
            Assert.All(row.Published, published => Assert.Equal(row.Measures.Count, published.Values.Length));
            Assert.All(row.Published, published => Assert.NotEmpty(published.Source));
        }

        Assert.Throws<papers::LstmGen.Samples.UserError>(() => PaperRows.Named(["nothing"]));
        Assert.Equal(2, PaperRows.Named(["etth1,m4-hourly"]).Length);
    }

    /// <summary>The attributes on the page stand over the model in the row's file, all of them and in that order.</summary>
    [Fact]
    public void Models_are_those_of_the_page()
    {
        foreach (PaperRow row in PaperRows.All)
        {
            string source = File.ReadAllText(Path.Combine(s_bench, "Rows", row.ModelFile)).ReplaceLineEndings(" ");
            Assert.Matches($"{Regex.Escape(Code().Match(row.Model).Groups[1].Value)} (internal|public) sealed partial class", source);
        }
    }

    /// <summary>At the least squares the residuals are orthogonal to the inputs, up to the penalty.</summary>
    [Fact]
    public void The_linear_model_is_that_of_least_squares() => Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[8, 20], Gen.Int[0, 1000]).Sample((inputs, outputs, count, seed) =>
    {
        const double penalty = 0.5;
        var random = new Random(seed);
        float[][] x = [.. Enumerable.Range(0, count).Select(_ => Numbers(inputs))], y = [.. Enumerable.Range(0, count).Select(_ => Numbers(outputs))];
        var ridge = new Ridge(inputs, outputs);
        for (int i = 0; i < count; i++)
        {
            ridge.Add(x[i], y[i]);
        }

        ridge.Solve(penalty);
        double[] constant = new double[outputs], weight = new double[outputs], answer = new double[outputs];
        ridge.Predict(new float[inputs], constant);
        for (int input = 0; input < inputs; input++)
        {
            float[] one = new float[inputs];
            one[input] = 1;
            ridge.Predict(one, weight);
            for (int k = 0; k < outputs; k++)
            {
                double product = -penalty * (weight[k] - constant[k]), sum = 0;
                for (int i = 0; i < count; i++)
                {
                    ridge.Predict(x[i], answer);
                    product += x[i][input] * (y[i][k] - answer[k]);
                    sum += y[i][k] - answer[k];
                }

                Assert.Equal(0, product, 1e-5);
                Assert.Equal(0, sum, 1e-5);
            }
        }

        float[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextSingle() * 2 - 1)];
    }, iter: 30);

    /// <summary>Worked by hand: after a b a b a, the test b a: each context has been followed by one symbol alone.</summary>
    [Fact]
    public void Counts_are_interpolated()
    {
        double[] nats = NGram.Test([0, 1, 0, 1, 0], [0, 1, 0], symbols: 2, order: 1);

        // p0(b) = (2 + 2·½)/(5 + 2) = 3/7, p0(a) = (3 + 2·½)/7 = 4/7; p1(b|a) = (2 + 1·p0(b))/(2 + 1), p1(a|b) = (2 + 1·p0(a))/(2 + 1).
        Assert.Equal(-(Math.Log(3.0 / 7) + Math.Log(4.0 / 7)) / 2, nats[0], 12);
        Assert.Equal(-(Math.Log((2 + 3.0 / 7) / 3) + Math.Log((2 + 4.0 / 7) / 3)) / 2, nats[1], 12);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();
}
