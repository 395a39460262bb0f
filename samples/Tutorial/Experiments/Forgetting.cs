using LstmGen.Compiler;
using LstmGen.Forecasting;
using LstmGen.Numerics;
using ScottPlot;

namespace Tutorial;

/// <summary>
/// Chapter 1: say at the end which of the first values was marked. Plain recurrent layers and an LSTM of the same width, how far each gets, and the gradient of the answer with respect to each value.
/// </summary>
internal static class Forgetting
{
    /// <summary>The distance whose gradients are shown.</summary>
    private const int Profiled = 30;
    private const int Units = 16;
    private const int Sequences = 2_000;
    private static readonly int[] s_lags = [5, 10, 20, Profiled, 60];
    private static readonly int[] s_shown = [0, 5, 10, 20, Profiled - 1];
    private static readonly Recipe s_recipe = new(Epochs: 40, LearningRate: 0.005);

    public static void Run(Lab lab)
    {
        (string Name, Func<int, ModelSpec> Shape)[] kinds =
        [
            ("plain RNN, random start", lag => Plain(lag, Initializer.GlorotUniform)),
            ("plain RNN, orthogonal start", lag => Plain(lag, Initializer.Orthogonal)),
            ("LSTM", lag => Recipe.Lstm(lag, Units, features: 2, scaling: Scaling.None)),
            ("LSTM, slow start", lag => Recipe.Lstm(lag, Units, features: 2, scaling: Scaling.None)),
        ];
        ModelSpec[] shapes = [.. kinds.SelectMany(kind => s_lags.Select(kind.Shape))];
        SequenceModel[][] trained = Seeds.Grid(shapes.Length, (shape, seed) =>
        {
            SequenceModel model = Fresh(shapes[shape], shape / s_lags.Length == kinds.Length - 1, seed);
            model.Fit(Marked(model.Description.LookBack, seed: 10), s_recipe.Options());
            return model;
        });
        var errors = new ResultTable("recall", ["steps", .. kinds.SelectMany(kind => new[] { $"{kind.Name}: error", "worst seed" }), "always 0: error"]);
        for (int lag = 0; lag < s_lags.Length; lag++)
        {
            double[][] each = [.. kinds.Select((_, kind) => trained[kind * s_lags.Length + lag].Select(model => Error(model, s_lags[lag])).ToArray())];
            errors.Row([Figure.Whole(s_lags[lag]), .. each.SelectMany(values => new[] { Figure.Of(Figure.Median(values)), Figure.Of(values.Max()) }), Figure.Of(Math.Sqrt(1.0 / 3))]);
        }

        lab.Add(errors);
        Gradients(lab, [.. kinds.Select((kind, index) => (kind.Name, Profile(Seeds.Each(seed => Fresh(kind.Shape(Profiled), index == kinds.Length - 1, seed))), Profile(trained[index * s_lags.Length + Array.IndexOf(s_lags, Profiled)])))]);
    }

    private static ModelSpec Plain(int lag, Initializer start) =>
        new(new LstmModelAttribute { LookBack = lag, Features = 2 }, new SimpleRnnAttribute(Units) { RecurrentInitializer = start }, new DenseAttribute(1));

    private static void Gradients(Lab lab, (string Name, double[] New, double[] Trained)[] kinds)
    {
        var table = new ResultTable("gradients", ["steps back", .. kinds.SelectMany(kind => new[] { $"{kind.Name}: new", "trained" })]);
        foreach (int back in s_shown)
        {
            table.Row([Figure.Whole(back), .. kinds.SelectMany(kind => new[] { Figure.Short(kind.New[back]), Figure.Short(kind.Trained[back]) })]);
        }

        lab.Add(table);
        Multiplot both = Chart.Plots(1, 2);
        foreach ((int side, string title) in new[] { (0, "before training"), (1, "after training") })
        {
            Plot plot = both.GetPlot(side);
            Chart.Dress(plot, title, "steps back from the answer", "size of the gradient");
            foreach (((string name, double[] fresh, double[] trained), Color color) in kinds.Zip([Chart.Red, Chart.Orange, Chart.Blue, Chart.Green]))
            {
                plot.Curve([.. (side == 0 ? fresh : trained).Select(value => Math.Log10(value))], color, name);
            }

            plot.TenthsLeft(-5, 0);
            plot.HideLegend();
            if (side == 1)
            {
                plot.ShowLegend(Alignment.LowerLeft);
            }
        }

        lab.Save("forgetting.png", both, height: 370);
    }

    /// <summary>Random values from −1 to 1, one of the first fifth marked; the answer is the marked one.</summary>
    public static WindowDataset Marked(int lag, long seed)
    {
        var random = new RandomSource(seed);
        float[] inputs = new float[Sequences * lag * 2], targets = new float[Sequences];
        for (int sequence = 0; sequence < Sequences; sequence++)
        {
            Span<float> window = inputs.AsSpan(sequence * lag * 2, lag * 2);
            for (int step = 0; step < lag; step++)
            {
                window[2 * step] = 2 * random.NextSingle() - 1;
            }

            int marked = random.NextInt32(lag / 5);
            window[2 * marked + 1] = 1;
            targets[sequence] = window[2 * marked];
        }

        return WindowDataset.From(inputs, targets, lag, features: 2, scaleTargets: false);
    }

    public static double Error(SequenceModel model, int lag) => Math.Sqrt(model.Evaluate(Marked(lag, seed: 11), maxDegreeOfParallelism: 1));

    /// <summary>A new model. A slow start sets forget gates nearly open and input gates nearly shut, for lags of all lengths up to the window (Tallec and Ollivier 2018).</summary>
    private static SequenceModel Fresh(ModelSpec spec, bool slow, long seed)
    {
        SequenceModel model = ModelCompiler.Compile(spec, seed);
        if (slow)
        {
            var random = new RandomSource(seed);
            float[] bias = new float[4 * Units];
            for (int unit = 0; unit < Units; unit++)
            {
                double steps = 1 + random.NextDouble() * (model.Description.LookBack - 2);
                bias[Units + unit] = (float)DoubleMath.Log(steps);
                bias[unit] = -bias[Units + unit];
            }

            model.Parameters.Set("lstm.bias", bias);
        }

        return model;
    }

    /// <summary>The median over seeds of the mean size of the gradient of the answer with respect to the value so many steps back.</summary>
    private static double[] Profile(SequenceModel[] models)
    {
        double[][] each = [.. models.Select(model => Sensitivity.BySteps(model, Marked(Profiled, seed: 12).Slice(0, 100)))];
        return [.. Enumerable.Range(0, Profiled).Select(back => Figure.Median(each.Select(profile => profile[Profiled - 1 - back])))];
    }
}
