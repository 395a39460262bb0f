namespace LstmGen;

/// <summary>Rows copied out of a caller's spans, which other threads cannot see. The arrays grow with the largest batch and stay.</summary>
internal sealed class BufferRows(int inputSize) : RowSource
{
    private float[] _inputs = [];
    private float[] _targets = [];
    private float[] _weights = [];
    private int[] _lengths = [];
    private int _targetSize;
    private bool _weighted;
    private bool _hasLengths;

    /// <inheritdoc/>
    public override int TargetSize => _targetSize;

    /// <summary>Takes in a batch as it is.</summary>
    public void Copy(
        int rows, int targetSize, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, ReadOnlySpan<int> lengths)
    {
        _targetSize = targetSize;
        _weighted = !weights.IsEmpty;
        if (_inputs.Length < inputs.Length) _inputs = new float[inputs.Length];
        if (_targets.Length < targets.Length) _targets = new float[targets.Length];
        if (_weights.Length < rows) _weights = new float[rows];
        if (_lengths.Length < lengths.Length) _lengths = new int[rows];
        _hasLengths = !lengths.IsEmpty;
        lengths.CopyTo(_lengths);
        inputs.CopyTo(_inputs);
        targets.CopyTo(_targets);
        weights.CopyTo(_weights);
    }

    /// <summary>Scales the batch where it lies, if there is a scaler; targets are left raw for a loss that wants them so.</summary>
    public void Scale(int rows, Scaler? scaler, bool rawTargets)
    {
        if (scaler is null) return;
        Span<float> inputs = _inputs.AsSpan(0, rows * inputSize), targets = _targets.AsSpan(0, rows * _targetSize);
        scaler.ScaleInput(inputs, inputs);
        if (!rawTargets) scaler.ScaleOutput(targets, targets);
    }

    /// <summary>The window of one row, where it lies.</summary>
    public ReadOnlySpan<float> InputOf(int row) => _inputs.AsSpan(row * inputSize, inputSize);

    /// <summary>The target of one row, where it lies.</summary>
    public ReadOnlySpan<float> TargetOf(int row) => _targets.AsSpan(row * _targetSize, _targetSize);

    /// <inheritdoc/>
    public override void Read(int row, Span<float> input, Span<float> target)
    {
        InputOf(row).CopyTo(input);
        TargetOf(row).CopyTo(target);
    }

    /// <inheritdoc/>
    public override float WeightOf(int row) => _weighted ? _weights[row] : 1f;

    /// <inheritdoc/>
    public override bool HasLengths => _hasLengths;

    /// <inheritdoc/>
    public override int LengthOf(int row) => _lengths[row];
}
