using LstmGen.Conformance.Oracle;
using LstmGen.Generator.Composition;
using LstmGen.Generator.Planning;

namespace LstmGen.Conformance.Plans;

/// <summary>
/// A second backend: runs a plan's operations on one window in double precision, plain loops, and knows no layer. Cells it runs in the simpler operations that they are
/// made of.
/// </summary>
internal sealed class PlanBackend
{
    private readonly Dictionary<(string Place, int At), double> _memory = [];

    /// <summary>What the network puts out for a window of which all steps are valid.</summary>
    public static double[] Run(ModelPlan plan, double[] window, double[] parameters)
    {
        PlanBackend backend = Load(plan, window, parameters);
        foreach (Operation operation in plan.Forward)
        {
            backend.Run(operation);
        }

        return backend.Result(plan);
    }

    /// <summary>What it puts out in training for a batch: every operation for all windows before the next.</summary>
    public static double[] Train(ModelPlan plan, IEnumerable<double[]> windows, double[] parameters)
    {
        PlanBackend[] backends = [.. windows.Select(window => Load(plan, window, parameters))];
        foreach (Operation operation in plan.Forward)
        {
            if (operation is Standardize { OfBatch: true } of)
            {
                Standardize(of, backends);
                continue;
            }

            Array.ForEach(backends, backend => backend.Run(operation));
        }

        return [.. backends.SelectMany(backend => backend.Result(plan))];
    }

    private static void Standardize(Standardize of, PlanBackend[] backends)
    {
        int channels = of.Mean.Count;
        var values = new List<double>[channels];
        for (int channel = 0; channel < channels; channel++) values[channel] = [];
        foreach (PlanBackend backend in backends) backend.Each(of.Extent, of.Width, (t, i) => values[i % channels].Add(backend[of.X, t, i]));
        double[] mean = [.. values.Select(channel => channel.Average())];
        double[] variance = [.. values.Select((channel, c) => channel.Average(value => Math.Pow(value - mean[c], 2)))];
        foreach (PlanBackend backend in backends) backend.Standardize(of, mean, variance);
    }

    private static PlanBackend Load(ModelPlan plan, double[] window, double[] parameters)
    {
        var backend = new PlanBackend();
        View input = View.OfCaller("input", plan.Input);
        backend.Fill(new("parameters", "", 0, 0), parameters);
        backend.Fill(input, window);
        if (plan.LoadedInput is { } loaded)
        {
            backend.Each(new(plan.Input.Steps, null), plan.Input.Width, (t, i) => backend[loaded, t, i] = backend[input, t, i]);
        }

        return backend;
    }

    private double[] Result(ModelPlan plan) =>
        [.. Enumerable.Range(0, plan.Output.Steps * plan.Output.Width).Select(i => this[plan.Result, i / plan.Output.Width, i % plan.Output.Width])];

    private double this[View view, int step, int at]
    {
        get => _memory.GetValueOrDefault(($"{view.Buffer}:{view.Base}", view.Shift + step * view.StepStride + at));
        set => _memory[($"{view.Buffer}:{view.Base}", view.Shift + step * view.StepStride + at)] = value;
    }

    private double[] Vector(View view, int step, int width) => [.. Enumerable.Range(0, width).Select(i => this[view, step, i])];

    private double[] Tensor(ParameterPlan? tensor) => tensor is null ? [] : Vector(new("parameters", "", 0, 0) { Shift = tensor.Offset }, 0, tensor.Count);

    private void Fill(View view, double[] values) => Each(new(1, null), values.Length, (_, i) => this[view, 0, i] = values[i]);

    private void Each(Extent extent, int width, Action<int, int> body)
    {
        for (int t = 0; t < extent.Steps; t++)
        {
            for (int i = 0; i < width; i++)
            {
                body(t, i);
            }
        }
    }

    private static double Apply(string function, double x) => Textbook.Value(Enum.Parse<Activation>(function), x);

    private void Run(Operation operation)
    {
        switch (operation)
        {
            case Affine affine:
                double[] kernel = Tensor(affine.Kernel), bias = Tensor(affine.Bias);
                for (int t = 0; t < affine.Extent.Steps; t++)
                {
                    double[] x = Vector(affine.X, t, affine.Inputs);
                    for (int j = 0; j < affine.Outputs; j++)
                    {
                        double sum = bias.Length == 0 ? 0 : bias[j];
                        for (int i = 0; i < x.Length; i++) sum += x[i] * kernel[i * affine.Columns + affine.FirstColumn + j];
                        this[affine.Y, t, j] = (affine.Accumulates ? this[affine.Y, t, j] : 0) + Apply(affine.Activation, sum);
                    }
                }

                break;
            case Activate of:
                Each(of.Extent, of.Width, (t, i) => this[of.Y, t, i] = Textbook.Value(Enum.Parse<Activation>(of.Function), this[of.X, t, i], of.Constant));
                break;
            case Rectify of:
                double[] slopes = Tensor(of.Slopes);
                Each(of.Extent, of.Width, (t, i) => this[of.Y, t, i] = this[of.X, t, i] * (this[of.X, t, i] > 0 ? 1 : slopes[i % slopes.Length]));
                break;
            case Multiply of:
                Each(of.Extent, of.Width, (t, i) => this[of.Y, t, i] = (of.Accumulates ? this[of.Y, t, i] : 0) + this[of.A, t, i] * this[of.B, t, i]);
                break;
            case Blend of:
                Each(of.Extent, of.Width, (t, i) => this[of.Y, t, i] = this[of.Z, t, i] * this[of.A, t, i] + (1 - this[of.Z, t, i]) * this[of.B, t, i]);
                break;
            case Add of:
                Each(of.Extent, of.Width, (t, i) => this[of.Y, t, i] = this[of.X, t, i] + this[of.Skip, t, i]);
                break;
            case Copy of:
                Each(of.Extent, of.Width, (t, i) => this[of.Y, t, i] = this[of.X, t, i]);
                break;
            case Drop of:
                Each(of.Extent, of.Width, (t, i) => this[of.Y, t, i] = this[of.X, t, i]);
                break;
            case Normalize of:
                Normalize(of);
                break;
            case Standardize of:
                Standardize(of, Tensor(of.Mean), Tensor(of.Variance));
                break;
            case Repeat of:
                Each(new(of.Times, null), of.Width, (t, i) => this[of.Y, t, i] = this[of.X, 0, i]);
                break;
            case Convolve of:
                Convolve(of);
                break;
            case Pool of:
                Each(new(of.Reach.Outputs(of.Extent.Steps), null), of.Width, (t, i) =>
                {
                    IEnumerable<double> taken = Enumerable.Range(t * of.Reach.Stride - of.Reach.Before(of.Extent.Steps), of.Reach.Kernel)
                        .Where(step => step >= 0 && step < of.Extent.Steps).Select(step => this[of.X, step, i]);
                    this[of.Y, t, i] = of.IsMean ? taken.Average() : taken.Max();
                });
                break;
            case ConvolveFrames of:
                Convolve(of);
                break;
            case PoolFrames of:
                Pool(of);
                break;
            case LookUp of:
                double[] table = Tensor(of.Table);
                Each(of.Extent, of.Width, (t, i) => this[of.Y, t, i] = table[(int)this[of.Ids, t, 0] * of.Width + i]);
                break;
            case ConvolveCharacters of:
                Convolve(of);
                break;
            case Join of:
                Each(of.Extent, of.Width, (t, i) =>
                {
                    (double forward, double backward) = (this[of.Forward, t, i], this[of.Backward, t, i]);
                    this[of.Y, t, i] = of.Merge switch { "Sum" => forward + backward, "Mul" => forward * backward, "Average" => (forward + backward) / 2, _ => forward };
                    if (of.Merge == "Concat") this[of.Y, t, of.Width + i] = backward;
                });
                break;
            case Attend of:
                Attend(of);
                break;
            case SideBySide of:
                Each(of.Extent, of.Width, (t, i) => this[of.Y, 0, t * of.Width + i] = this[of.X, t, i]);
                break;
            case Last { JoinsDirections: false } of:
                int first = of.Extent.Steps - of.Steps;
                Each(new(of.Steps, null), of.Width, (t, i) => this[of.Y, t, i] = this[of.X, first + t, i]);
                break;
            case Recurrence of:
                Run(of);
                break;
            default:
                Assert.Fail($"Expected an operation that this backend knows, but got {operation.GetType().Name}.");
                break;
        }
    }

    private void Run(Recurrence of)
    {
        (View x, View state, View scratch) = (new("parts", "x", 0, 0), new("parts", "state", 0, 0), new("parts", "scratch", 0, 0));
        double[] first = of.Start is { } given ? Vector(given, 0, of.StateLength) : [.. of.Starts.SelectMany(Tensor)];
        Fill(state, first.Length == 0 ? new double[of.StateLength] : first);
        for (int step = 0; step < of.Taken; step++)
        {
            int t = of.Reversed ? of.Extent.Steps - 1 - step : step;
            Fill(x, Vector(of.X, t, of.Inputs));
            foreach (Operation part in of.Step(x, state, scratch))
            {
                Run(part);
            }

            Each(new(1, null), of.Width, (_, i) => this[of.Y, of.EveryStep ? t : 0, i] = this[state, 0, i]);
        }
    }

    private void Standardize(Standardize of, double[] mean, double[] variance)
    {
        double[] gamma = Tensor(of.Gamma), beta = Tensor(of.Beta);
        Each(of.Extent, of.Width, (t, i) =>
        {
            int channel = i % mean.Length;
            double normed = (this[of.X, t, i] - mean[channel]) / Math.Sqrt(Math.Max(variance[channel], 0) + of.Epsilon);
            this[of.Y, t, i] = normed * (gamma.Length == 0 ? 1 : gamma[channel]) + (beta.Length == 0 ? 0 : beta[channel]);
        });
    }

    private void Normalize(Normalize of)
    {
        double[] gamma = Tensor(of.Gamma), beta = Tensor(of.Beta);
        for (int t = 0; t < of.Extent.Steps; t++)
        {
            double[] x = Vector(of.X, t, of.Width);
            double mean = x.Average(), deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + of.Epsilon);
            for (int i = 0; i < of.Width; i++) this[of.Y, t, i] = (x[i] - mean) / deviation * gamma[i] + beta[i];
        }
    }

    private void Convolve(Convolve of)
    {
        double[] kernel = Tensor(of.Kernel), bias = Tensor(of.Bias);
        Each(new(of.Reach.Outputs(of.Extent.Steps), null), of.Filters, (t, filter) =>
        {
            double sum = bias.Length == 0 ? 0 : bias[filter];
            for (int element = 0; element < of.Reach.Kernel; element++)
            {
                int step = t * of.Reach.Stride - of.Reach.Before(of.Extent.Steps) + element * of.Reach.Dilation;
                if (step < 0 || step >= of.Extent.Steps) continue;
                for (int i = 0; i < of.Inputs; i++) sum += this[of.X, step, i] * kernel[(element * of.Inputs + i) * of.Filters + filter];
            }

            this[of.Y, t, filter] = Apply(of.Activation, sum);
        });
    }

    private void Convolve(ConvolveFrames of)
    {
        double[] kernel = Tensor(of.Kernel), bias = Tensor(of.Bias);
        Each(of.Extent, of.To.Size, (t, at) =>
        {
            (int line, int column, int filter) = (at / of.To.Channels / of.To.Width, at / of.To.Channels % of.To.Width, at % of.To.Channels);
            double sum = bias.Length == 0 ? 0 : bias[filter];
            for (int point = 0; point < of.Reach.Lines.Kernel * of.Reach.Columns.Kernel; point++)
            {
                if (Point(of.Reach, of.From, line, column, point) is not var (y, x)) continue;
                for (int i = 0; i < of.From.Channels; i++)
                {
                    sum += this[of.X, t, (y * of.From.Width + x) * of.From.Channels + i] * kernel[(point * of.From.Channels + i) * of.To.Channels + filter];
                }
            }

            this[of.Y, t, at] = Apply(of.Activation, sum);
        });
    }

    private void Pool(PoolFrames of)
    {
        (int width, int channels) = (of.Reach.Columns.Outputs(of.From.Width), of.From.Channels);
        Each(of.Extent, of.Reach.Lines.Outputs(of.From.Height) * width * channels, (t, at) =>
        {
            (int line, int column, int channel) = (at / channels / width, at / channels % width, at % channels);
            double[] taken =
            [
                .. from point in Enumerable.Range(0, of.Reach.Lines.Kernel * of.Reach.Columns.Kernel)
                   let place = Point(of.Reach, of.From, line, column, point)
                   where place is not null
                   select this[of.X, t, (place.Value.Y * of.From.Width + place.Value.X) * channels + channel],
            ];
            this[of.Y, t, at] = of.IsMean ? taken.Average() : taken.Max();
        });
    }

    /// <summary>Where a reading has one of its points; null outside of the image.</summary>
    private static (int Y, int X)? Point(PictureReach reach, Frame from, int line, int column, int point)
    {
        (AxisReach lines, AxisReach columns) = (reach.Lines, reach.Columns);
        int y = line * lines.Stride - lines.Before(from.Height) + point / columns.Kernel * lines.Dilation;
        int x = column * columns.Stride - columns.Before(from.Width) + point % columns.Kernel * columns.Dilation;
        return y >= 0 && y < from.Height && x >= 0 && x < from.Width ? (y, x) : null;
    }

    private void Convolve(ConvolveCharacters of)
    {
        double[] table = Tensor(of.Table), kernel = Tensor(of.Kernel), bias = Tensor(of.Bias);
        for (int t = 0; t < of.Extent.Steps; t++)
        {
            int[] word = [.. Vector(of.Ids, t, of.Length).Select(id => (int)id)];
            int length = Math.Max(Array.FindLastIndex(word, id => id != 0) + 1, 1);
            for (int filter = 0; filter < of.Filters; filter++)
            {
                double best = double.NegativeInfinity;
                for (int place = 0; place < length; place++)
                {
                    double sum = bias.Length == 0 ? 0 : bias[filter];
                    for (int element = 0; element < of.Reach; element++)
                    {
                        int at = place + element - (of.Reach - 1) / 2;
                        if (at < 0 || at >= length) continue;
                        for (int d = 0; d < of.Dimension; d++) sum += table[word[at] * of.Dimension + d] * kernel[(element * of.Dimension + d) * of.Filters + filter];
                    }

                    best = Math.Max(best, sum);
                }

                this[of.Y, t, filter] = Apply(of.Activation, best);
            }
        }
    }

    private void Attend(Attend of)
    {
        double[] queries = Tensor(of.QueryKernel), keys = Tensor(of.ValueKernel), vector = Tensor(of.Vector);
        int projected = of.Score == "Additive" ? of.Units : of.ValueWidth;
        for (int q = 0; q < of.Queries; q++)
        {
            for (int head = 0; head < of.Heads; head++)
            {
                double[] query = of.Query is { } given
                    ? Vector(given.Shifted(head * of.QueryWidth), q, of.QueryWidth)
                    : Vector(of.X.Shifted(head * of.QueryWidth), of.Extent.Steps - 1, of.QueryWidth);
                query = of.QueryKernel is null ? query : Times(query, queries, head, projected);
                double[] scores = new double[of.Extent.Steps];
                for (int t = 0; t < scores.Length; t++)
                {
                    double[] value = Vector(of.X.Shifted(head * of.ValueWidth), t, of.ValueWidth);
                    double[] key = of.ValueKernel is null ? value : Times(value, keys, head, of.Units);
                    scores[t] = of.Factor * (of.Score == "Additive"
                        ? key.Select((k, i) => vector[head * of.Units + i] * Math.Tanh(k + query[i])).Sum()
                        : key.Select((k, i) => k * query[i]).Sum());
                }

                double largest = scores.Max(), sum = scores.Sum(score => Math.Exp(score - largest));
                for (int i = 0; i < of.ValueWidth; i++)
                {
                    this[of.Y, q, head * of.ValueWidth + i] = scores.Select((score, t) => Math.Exp(score - largest) / sum * this[of.X, t, head * of.ValueWidth + i]).Sum();
                }
            }
        }
    }

    /// <summary>A vector times the matrix of a head.</summary>
    private static double[] Times(double[] x, double[] matrices, int head, int outputs) =>
        [.. Enumerable.Range(0, outputs).Select(j => x.Select((value, i) => value * matrices[(head * x.Length + i) * outputs + j]).Sum())];
}
