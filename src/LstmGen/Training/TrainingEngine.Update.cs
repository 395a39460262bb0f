using LstmGen.Checks;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

// From a gradient to new parameters, and the checks of what comes in.
internal sealed partial class TrainingEngine
{
    /// <summary>Refuses a span of another length.</summary>
    public static void CheckLength(int expected, int length, string name)
    {
        if (length != expected) throw new ArgumentException($"Expected a length of {expected}, but got {length}.", name);
    }

    /// <summary>Clips the gradient and steps; parameters and optimizer stay as they are if anything is not finite.</summary>
    /// <returns>Null, or what is not finite.</returns>
    public string? Update(double loss, Optimizer optimizer, double learningRate, GradientClipping? clipping)
    {
        if (!double.IsFinite(loss)) return "The loss";
        EraseFrozen();
        float largest = VectorOps.Largest(Gradient);
        if (!float.IsFinite(largest)) return "The gradient";
        if (clipping is not null)
        {
            clipping.Apply(Gradient, _description.Parameters.AsSpan());
            largest = VectorOps.Largest(Gradient);
        }

        if (_batch?.Move(_model.MutableParameters) is { } far) return far;
        using Lock.Scope gate = _model.HoldWriters();

        // Whatever happens in there, the parameters are afterwards the updated ones, or those that the kernels have.
        KeepFrozen(_model.MutableParameters, back: false);
        if (optimizer.TryStep(_model.MutableParameters, Gradient, learningRate, largest) is { } bad) return bad;
        KeepFrozen(_model.MutableParameters, back: true);
        _batch?.WriteMoved(_model.MutableParameters);
        _model.ParametersChanged();
        _model.UpdateCount++;
        return null;
    }

    /// <summary>Takes in a batch that came as spans.</summary>
    /// <returns>Its rows.</returns>
    public int Load(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, ReadOnlySpan<int> lengths, Loss loss, Scaler? scaler)
    {
        int inputSize = _description.InputSize;
        int rows = inputs.Length / inputSize;
        if (rows == 0 || rows * inputSize != inputs.Length)
        {
            throw new ArgumentException(
                $"Expected whole windows of {_description.LookBack} steps × {_description.Features} features = {inputSize} values, at least one, " +
                $"but got {inputs.Length} values.",
                nameof(inputs));
        }

        CheckLoss(loss);
        int targetSize = targets.Length / rows;
        if (targetSize * rows != targets.Length || !FitsTarget(targetSize, loss))
        {
            throw new ArgumentException($"Expected {rows} targets of {TargetSizes(loss)} values, one per window, but got {targets.Length} values.", nameof(targets));
        }

        if (!weights.IsEmpty) CheckLength(rows, weights.Length, nameof(weights));
        if (!lengths.IsEmpty) CheckLength(rows, lengths.Length, nameof(lengths));

        // Copied first and checked as copies: what another thread writes to the spans meanwhile cannot come between a check and its use.
        Buffer.Copy(rows, targetSize, inputs, targets, weights, lengths);
        if (!weights.IsEmpty) CheckWeights(rows);
        if (!lengths.IsEmpty) CheckLengths(rows);
        for (int row = 0; _description.ChecksSteps && row < rows; row++)
        {
            TokenChecks.CheckWindow(_description, Buffer.InputOf(row), BufferLength(row), nameof(inputs), row);
        }

        for (int row = 0; row < rows; row++)
        {
            int length = BufferLength(row);
            ReadOnlySpan<float> input = Buffer.InputOf(row), target = Buffer.TargetOf(row);
            Finite.CheckBatch(input[..(length * _description.Features)], _description.Features, "window", row);
            Finite.CheckBatch(ReadPart(target, input, length), Math.Max(1, targetSize / _description.OutputSteps), "target", row);
            CheckTarget(loss, input, length, target, row, nameof(targets));
        }

        SamplingRate = 0.0;
        Buffer.Scale(rows, scaler, loss.InRawUnits);
        return rows;
    }

    private int BufferLength(int row) => Buffer.HasLengths ? Buffer.LengthOf(row) : _description.LookBack;

    /// <summary>Refuses windows of another shape.</summary>
    public void CheckWindows(WindowDataset windows, Loss loss, string name)
    {
        if (windows.LookBack != _description.LookBack || windows.Features != _description.Features)
        {
            throw new ArgumentException(
                $"{_description.Name} reads windows of {_description.LookBack} steps × {_description.Features} features; " +
                $"these have {windows.LookBack} × {windows.Features}.",
                name);
        }

        CheckLoss(loss);
        if (!FitsTarget(windows.TargetSize, loss))
        {
            throw new ArgumentException(
                $"Expected targets of {TargetSizes(loss)} values for {_description.Name}, but these windows have {windows.TargetSize}.", name);
        }

        if (_description.Scaling != Scaling.None && _description.Distribution is null && loss.OutputsPerTarget > 1 && windows.TargetColumns > 1)
        {
            throw new ArgumentException(
                $"{_description.Name} scales its outputs, and {loss.Name} has {loss.OutputsPerTarget} outputs for each target: " +
                $"expected one target column, but these windows have {windows.TargetColumns}.",
                name);
        }

        for (int window = 0; _description.ChecksSteps && window < windows.Count; window++)
        {
            TokenChecks.CheckWindow(_description, windows.InputOf(window), windows.LengthOf(window), name, window);
        }

        for (int window = 0; window < windows.Count; window++)
        {
            CheckTarget(loss, windows.InputOf(window), windows.LengthOf(window), windows.TargetOf(window), window, name);
        }
    }

    /// <summary>What is read of a target: of one with values for each step those of the valid steps, of others all.</summary>
    private ReadOnlySpan<float> ReadPart(ReadOnlySpan<float> target, ReadOnlySpan<float> input, int length) =>
        _description.OutputSteps > 1 && _description.Decoder is null && target.Length % _description.OutputSteps == 0
            ? target[..(_kernels.OutputLength(input, length) * (target.Length / _description.OutputSteps))]
            : target;

    /// <summary>Refuses a target that cannot be learnt, by the number of its window, before any is.</summary>
    private void CheckTarget(Loss loss, ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, int window, string name)
    {
        if (_kernels.DescribeBadTarget(loss, target, _kernels.OutputLength(input, length)) is { } bad)
        {
            throw new ArgumentException($"The target of window {window} does not fit {_description.Name}: {bad}.", name);
        }
    }

    private void CheckLoss(Loss loss)
    {
        if (_kernels.DefaultLoss is MeanSquaredError && HeadFor(loss) is { } head)
        {
            throw new ArgumentException(
                $"Expected a loss of values for {_description.Name}, but got {loss.Name}, which works on what [{head}] puts out. End the model with [{head}], instead of a [Dense] of as many units: " +
                "it trains from logits with this loss, and predicts probabilities.",
                nameof(loss));
        }

        if (!_kernels.Takes(loss))
        {
            throw new ArgumentException(
                $"Expected {_kernels.DefaultLoss.Name}, which the head of {_description.Name} is made for, with its own classes or quantiles, but got {loss.Name}.", nameof(loss));
        }
    }

    /// <summary>The head that a loss is made for, where no other layer will do.</summary>
    private static string? HeadFor(Loss loss) => loss switch
    {
        CrossEntropy ce => $"Softmax({ce.Classes})",
        BinaryCrossEntropy => "Sigmoid(labels)",
        HeadLoss { TagsSteps: true } => "Crf(tags)",
        HeadLoss => "Ctc(symbols)",
        _ => null,
    };

    private void CheckWeights(int rows)
    {
        bool any = false;
        for (int row = 0; row < rows; row++)
        {
            float weight = Buffer.WeightOf(row);
            any |= weight > 0f;
            if (!(weight >= 0f && float.IsFinite(weight)))
            {
                throw new ArgumentException(FormattableString.Invariant($"Expected finite weights of at least 0, but weight {row} is {weight}."), "weights");
            }
        }

        if (!any) throw new ArgumentException("Expected at least one weight above 0, but all are 0: nothing would count.", "weights");
    }

    private void CheckLengths(int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            GeneratedCalls.CheckSteps(_description, Buffer.LengthOf(row), "lengths");
        }
    }

    private bool FitsTarget(int targetSize, Loss loss) =>
        targetSize == _description.TargetSize
        || (_description.Distribution is null && targetSize * loss.OutputsPerTarget == _description.TargetSize);

    private string TargetSizes(Loss loss) =>
        _description.Distribution is null && loss.OutputsPerTarget > 1 && _description.TargetSize % loss.OutputsPerTarget == 0
            ? $"{_description.TargetSize / loss.OutputsPerTarget} (or, repeated for each output, {_description.TargetSize})"
            : $"{_description.TargetSize}";
}
