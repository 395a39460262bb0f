using System.Runtime.InteropServices;

namespace LstmGen;

/// <summary>
/// What training changes, kept to be given back: parameters, slots and whatever else an optimizer or a schedule names. It grows when something is first kept and
/// allocates nothing after it.
/// </summary>
internal sealed class TrainingSnapshot : TrainingState
{
    private readonly List<double> _numbers = [];
    private readonly List<long> _counts = [];
    private readonly List<float> _vectors = [];
    private float[] _parameters = [];
    private float[][] _slots = [];
    private bool _zero;
    private bool _returning;
    private int _number;
    private int _count;
    private int _vector;

    /// <summary>The parameters that were kept.</summary>
    public ReadOnlySpan<float> Parameters => _parameters;

    /// <summary>Keeps what there is.</summary>
    /// <param name="parameters">The flat vector.</param>
    /// <param name="slots">The optimizer's, all as long.</param>
    /// <param name="zero">Whether the slots are known to be zero, so that there is nothing to keep of them.</param>
    /// <param name="exchange">Names the rest.</param>
    public void Keep(ReadOnlySpan<float> parameters, float[]?[] slots, bool zero, Action<TrainingState> exchange)
    {
        int length = parameters.Length;
        _zero = zero;
        if (_parameters.Length != length) _parameters = new float[length];
        if (!zero && (_slots.Length != slots.Length || (slots.Length > 0 && _slots[0].Length != length)))
        {
            _slots = new float[slots.Length][];
            for (int slot = 0; slot < _slots.Length; slot++) _slots[slot] = new float[length];
        }

        parameters.CopyTo(_parameters);
        for (int slot = 0; slot < slots.Length && !zero; slot++)
        {
            slots[slot]!.CopyTo(_slots[slot], 0);
        }

        _numbers.Clear();
        _counts.Clear();
        _vectors.Clear();
        _returning = false;
        exchange(this);
    }

    /// <summary>Gives back what was kept.</summary>
    public void Return(Span<float> parameters, float[]?[] slots, Action<TrainingState> exchange)
    {
        _parameters.CopyTo(parameters);
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (_zero) slots[slot].AsSpan().Clear();
            else _slots[slot].CopyTo(slots[slot].AsSpan());
        }

        (_number, _count, _vector) = (0, 0, 0);
        _returning = true;
        exchange(this);
    }

    /// <summary>What a class does not name cannot be given back; its slots and parameters are all the same.</summary>
    internal override void Unnamed(object owner)
    {
    }

    private protected override void ExchangeNumber(string name, ref double value, double least, double most, bool orNaN)
    {
        if (_returning) value = _numbers[_number++];
        else _numbers.Add(value);
    }

    private protected override void ExchangeCount(string name, ref long value, long least)
    {
        if (_returning) value = _counts[_count++];
        else _counts.Add(value);
    }

    private protected override void ExchangeVector(string name, Span<float> values)
    {
        if (_returning) CollectionsMarshal.AsSpan(_vectors).Slice(_vector, values.Length).CopyTo(values);
        else _vectors.AddRange((ReadOnlySpan<float>)values);
        _vector += values.Length;
    }
}
