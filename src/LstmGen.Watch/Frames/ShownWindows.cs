namespace LstmGen.Watch.Frames;

/// <summary>The windows whose answers are drawn: the last ones of those held out, or of those trained on.</summary>
internal sealed class ShownWindows
{
    private readonly int _outputs;
    private readonly float[] _inputs;
    private readonly int[] _lengths;
    private readonly float[] _answers;

    public ShownWindows(TrainingRun run, int most)
    {
        WindowDataset windows = run.Validation ?? run.Training;
        SequenceModel model = run.Model;
        HeldOut = run.Validation is not null;
        Count = Math.Min(most, windows.Count);
        Features = windows.Features;
        InputSize = windows.InputSize;
        _outputs = model.Description.OutputSize;
        _inputs = new float[Count * InputSize];
        _lengths = new int[Count];
        _answers = new float[Count * _outputs];
        int first = windows.Count - Count;
        Windows = windows.Slice(first, Count);
        float[] target = new float[windows.TargetSize], truth = new float[Count], naive = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            windows.CopyInput(first + i, _inputs.AsSpan(i * InputSize, InputSize));
            TakeLevelOff(windows, first + i, _inputs.AsSpan(i * InputSize, InputSize));
            _lengths[i] = windows.LengthOf(first + i);
            windows.CopyTarget(first + i, target);
            truth[i] = target[0];
            if (!windows.HasSeries) continue;
            windows.CopyNaive(first + i, target);
            naive[i] = target[0];
        }

        HasClasses = model is IClassifier;
        bool comparable = model.Description.Decoder is null && (HasClasses || (windows.TargetSize == _outputs && model.Description.Distribution is null));
        Truth = comparable ? truth : null;
        Naive = comparable && windows.HasSeries && !HasClasses ? naive : null;
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>The windows themselves.</summary>
    public WindowDataset Windows { get; }

    /// <summary>Values of a step.</summary>
    public int Features { get; }

    /// <summary>Values of a window.</summary>
    public int InputSize { get; }

    /// <summary>Whether the model never learns from them.</summary>
    public bool HeldOut { get; }

    /// <summary>Whether the answers are classes rather than values.</summary>
    public bool HasClasses { get; }

    /// <summary>What each should give, its first value; null where answers and targets cannot be drawn on one axis.</summary>
    public float[]? Truth { get; }

    /// <summary>The last value known before each; null where windows know none.</summary>
    public float[]? Naive { get; }

    /// <summary>One of them; −1 is the last.</summary>
    public ReadOnlySpan<float> Window(int index) => _inputs.AsSpan(Index(index) * InputSize, InputSize);

    /// <summary>The number of a window that was asked for.</summary>
    public int Index(int index) => index < 0 || index >= Count ? Count - 1 : index;

    /// <summary>What the model says, the first value of each window, or its likeliest class; null where nothing is drawn.</summary>
    public string? Answer(SequenceModel model)
    {
        if (Truth is null) return null;
        if (Windows.Level == WindowLevel.None) model.PredictBatch(_inputs, _lengths, _answers);
        else model.Predict(Windows).CopyTo(_answers, 0);
        float[] first = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<float> answer = _answers.AsSpan(i * _outputs, _outputs);
            first[i] = HasClasses ? Likeliest(answer) : answer[0];
        }

        return Packed.Floats(first);
    }

    /// <summary>A window as its model reads it; its answers come back in raw units.</summary>
    private static void TakeLevelOff(WindowDataset windows, int index, Span<float> input)
    {
        if (windows is not { Level: not WindowLevel.None, Layout: { } layout }) return;
        for (int target = 0; target < windows.TargetColumns; target++)
        {
            double offset = windows.OffsetOf(index, target), level = windows.LevelOf(index, target);
            for (int i = layout.TargetFeatures[target]; i >= 0 && i < input.Length; i += windows.Features)
            {
                input[i] = (float)((input[i] - offset) / level);
            }
        }
    }

    private static int Likeliest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }
}
