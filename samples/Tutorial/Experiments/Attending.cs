using LstmGen.Compiler;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 6: attention looks at the marked step, however long ago it was.</summary>
internal static class Attending
{
    private const int Units = 16;
    private const int Shown = 10;
    private static readonly int[] s_lags = [30, 60];
    private static readonly Recipe s_recipe = new(Epochs: 20, LearningRate: 0.005);

    public static void Run(Lab lab)
    {
        static ModelSpec Shape(int lag, bool attention)
        {
            var spec = new ModelSpec(new LstmModelAttribute { LookBack = lag, Features = 2 }, new LstmAttribute(Units));
            return (attention ? spec.Add(new AttentionAttribute(AttentionScore.Additive) { Units = Units }) : spec).Add(new DenseAttribute(1));
        }

        (int Lag, bool Attention)[] variants = [.. s_lags.SelectMany(lag => new[] { (lag, false), (lag, true) })];
        SequenceModel[][] all = Seeds.Grid(variants.Length, (i, seed) => s_recipe.Train(Shape(variants[i].Lag, variants[i].Attention), seed, Forgetting.Marked(variants[i].Lag, seed: 10)));
        var table = new ResultTable("attention", "steps", "LSTM: error", "worst seed", "LSTM and attention: error", "worst seed");
        for (int i = 0; i < s_lags.Length; i++)
        {
            double[][] errors = [.. new[] { all[2 * i], all[2 * i + 1] }.Select(models => models.Select(model => Forgetting.Error(model, s_lags[i])).ToArray())];
            table.Row([Figure.Whole(s_lags[i]), .. errors.SelectMany(each => new[] { Figure.Of(Figure.Median(each)), Figure.Of(each.Max()) })]);
        }

        lab.Add(table);
        Draw(lab, all[1][0]);
    }

    private static void Draw(Lab lab, SequenceModel model)
    {
        int lag = s_lags[0];
        WindowDataset windows = Forgetting.Marked(lag, seed: 13);
        double[,] cells = new double[Shown, lag];
        var marks = new List<(double Step, double Row)>();
        float[] window = new float[lag * 2];
        LstmGen.Inspection.ModelTrace trace = model.CreateTrace();
        for (int row = 0; row < Shown; row++)
        {
            windows.CopyInput(row, window);
            model.Trace(window, trace);
            for (int step = 0; step < lag; step++)
            {
                cells[row, step] = trace.Attentions[0].Weights()[step];
                if (window[2 * step + 1] == 1)
                {
                    marks.Add((step, Shown - 1 - row));
                }
            }
        }

        using Plot plot = Chart.Plot("Where attention looks; a ring is the marked step", "step", "sequence");
        plot.Heat(cells, 0, cells.Cast<double>().Max(), "weight");
        ScottPlot.Plottables.Scatter rings = plot.Add.ScatterPoints(marks.Select(mark => mark.Step).ToArray(), marks.Select(mark => mark.Row).ToArray(), Chart.Orange);
        rings.MarkerShape = MarkerShape.OpenCircle;
        rings.MarkerSize = 22;
        rings.MarkerLineWidth = 3;
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, Shown).Select(row => (double)(Shown - 1 - row))], [.. Enumerable.Range(1, Shown).Select(row => Figure.Whole(row))]);
        lab.Save("attention.png", plot);
    }
}
