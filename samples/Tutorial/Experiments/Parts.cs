using LstmGen.Inspection;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 2: the four parts at work, in a network that has learnt to note a value down, to keep it, and to say it when it is asked.</summary>
internal static class Parts
{
    private const int Judged = 500;

    public static void Run(Lab lab)
    {
        NoteModel model = NoteModel.Trained();
        (float[] inputs, float[] targets, float[] noted) = NoteModel.Sheets(Judged, seed: 2);
        ModelTrace[] traces = [.. Enumerable.Range(0, Judged).Select(i =>
        {
            ModelTrace trace = model.CreateTrace();
            model.Trace(inputs.AsSpan(i * NoteModel.Steps * 3, NoteModel.Steps * 3), trace);
            return trace;
        })];
        int unit = Keeper(traces, noted, out double correlation);
        double error = Math.Sqrt(traces.Select((trace, i) => trace.Output.Select((said, step) => Math.Pow(said - targets[i * NoteModel.Steps + step], 2)).Average()).Average());

        // The first step begins with an empty cell, so that nothing is thrown out there.
        double Mean(Func<LayerTrace, int, float> gate, Func<int, bool> when) => Enumerable.Range(0, Judged * NoteModel.Steps)
            .Where(place => place % NoteModel.Steps > 0 && when(place))
            .Average(place => gate(traces[place / NoteModel.Steps].Layers[0], place % NoteModel.Steps));
        bool Writes(int place) => inputs[3 * place + 1] == 1;
        bool Reads(int place) => inputs[3 * place + 2] == 1;
        var table = new ResultTable("parts", "gate of the unit", "told to note", "asked to say", "neither");
        foreach ((string name, Func<LayerTrace, int, float> gate) in new (string, Func<LayerTrace, int, float>)[]
        {
            ("forget gate f", (layer, step) => layer.ForgetGate(step)[unit]),
            ("input gate i", (layer, step) => layer.InputGate(step)[unit]),
            ("output gate o", (layer, step) => layer.OutputGate(step)[unit]),
        })
        {
            table.Row(name, Figure.Of(Mean(gate, Writes), 2), Figure.Of(Mean(gate, Reads), 2), Figure.Of(Mean(gate, place => !Writes(place) && !Reads(place)), 2));
        }

        lab.Add(table);
        lab.Add(new ResultTable("parts-unit", "of the network", "figure")
            .Row("error of its answers (RMSE; values lie between −1 and 1)", Figure.Of(error))
            .Row("the unit that keeps the note", $"{unit + 1} of {traces[0].Layers[0].Units}")
            .Row("correlation of its cell with the noted value", Figure.Of(correlation)));
        int shown = Enumerable.Range(0, 100).MaxBy(i => Enumerable.Range(i * NoteModel.Steps, NoteModel.Steps).Count(place => Reads(place) || Writes(place)));
        Draw(lab, traces[shown].Layers[0], inputs.AsSpan(shown * NoteModel.Steps * 3, NoteModel.Steps * 3).ToArray(), noted.AsSpan(shown * NoteModel.Steps, NoteModel.Steps).ToArray(), unit);
        Depends(lab, model, inputs.AsSpan(shown * NoteModel.Steps * 3, NoteModel.Steps * 3).ToArray());
        CellLine.Draw(lab, traces[shown].Layers[0], unit, Step(inputs, shown));
    }

    /// <summary>The unit whose cell goes with the noted value most closely, in either direction.</summary>
    private static int Keeper(ModelTrace[] traces, float[] noted, out double correlation)
    {
        double[] all = [.. Enumerable.Range(0, traces[0].Layers[0].Units).Select(unit =>
            Correlation.Of([.. traces.SelectMany(trace => Enumerable.Range(0, NoteModel.Steps).Select(step => (double)trace.Layers[0].Cell(step)[unit]))], [.. noted.Select(value => (double)value)]))];
        int best = Enumerable.Range(0, all.Length).MaxBy(unit => Math.Abs(all[unit]));
        correlation = all[best];
        return best;
    }

    /// <summary>The first step, after a few, at which the sequence that is shown is told to note something.</summary>
    private static int Step(float[] inputs, int shown) => Enumerable.Range(4, NoteModel.Steps - 4).First(step => inputs[3 * (shown * NoteModel.Steps + step) + 1] == 1);

    private static void Draw(Lab lab, LayerTrace layer, float[] inputs, float[] noted, int unit)
    {
        Picture("gate-forget.png", "Forget gate: 1 keeps, 0 throws out", "f", step => layer.ForgetGate(step)[unit], Chart.Red);
        Picture("gate-input.png", "Input gate: 1 lets in, 0 keeps out", "i", step => layer.InputGate(step)[unit], Chart.Blue);
        Picture("gate-cell.png", "Cell: what is in the safe", "c", step => layer.Cell(step)[unit], Chart.Green);
        Picture("gate-output.png", "Output gate: 1 shows, 0 hides", "o", step => layer.OutputGate(step)[unit], Chart.Orange);

        void Picture(string file, string title, string label, Func<int, float> value, Color color)
        {
            using Plot plot = Chart.Plot(title, "step", label);
            for (int step = 0; step < NoteModel.Steps; step++)
            {
                if (inputs[3 * step + 1] == 1)
                {
                    plot.Upright(step, Colors.Black.WithOpacity(0.6), pattern: LinePattern.Solid);
                }
                else if (inputs[3 * step + 2] == 1)
                {
                    plot.Upright(step, Chart.Gray);
                }
            }

            double[] values = [.. Enumerable.Range(0, NoteModel.Steps).Select(step => (double)value(step))];
            if (label == "c")
            {
                double sign = Math.Sign(Correlation.Of(values, [.. noted.Select(x => (double)x)]));
                double factor = sign * values.Max(Math.Abs) / noted.Max(Math.Abs);
                plot.Curve([.. noted.Select(x => factor * x)], Chart.Gray, sign < 0 ? "noted value, turned over and stretched" : "noted value, stretched", 2).LinePattern = LinePattern.Dashed;
                plot.ShowLegend(Alignment.UpperRight);
            }

            ScottPlot.Plottables.Scatter line = plot.Curve(values, color, label == "c" ? "cell" : null);
            line.MarkerSize = 9;
            if (label != "c")
            {
                plot.Axes.SetLimitsY(-0.05, 1.05);
            }

            plot.Axes.SetLimitsX(-0.5, NoteModel.Steps - 0.5);
            lab.Save(file, plot, height: 300);
        }
    }

    private static void Depends(Lab lab, NoteModel model, float[] inputs)
    {
        double[,] cells = new double[NoteModel.Steps, NoteModel.Steps];
        for (int output = 0; output < NoteModel.Steps; output++)
        {
            float[] gradient = Sensitivity.Of(model, inputs, output);
            for (int input = 0; input <= output; input++)
            {
                cells[output, input] = Math.Abs(gradient[3 * input]);
            }
        }

        using Plot plot = Chart.Plot("Which value does an answer depend on?", "step of the value", "step of the answer");
        plot.Heat(cells, 0, 1, "size of the gradient");
        double[] every = [.. Enumerable.Range(0, NoteModel.Steps / 3).Select(i => 3.0 * i)];
        plot.Axes.Bottom.SetTicks(every, [.. every.Select(step => Figure.Whole((long)step))]);
        plot.Axes.Left.SetTicks([.. every.Select(step => NoteModel.Steps - 1 - step)], [.. every.Select(step => Figure.Whole((long)step))]);
        lab.Save("depends.png", plot, height: 620);
    }
}
