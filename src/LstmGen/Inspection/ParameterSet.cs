using LstmGen.Checks;
using LstmGen.Runtime;

namespace LstmGen.Inspection;

/// <summary>A model's parameters: one flat vector in canonical order, and named views on it.</summary>
public sealed partial class ParameterSet
{
    private readonly SequenceModel _model;

    internal ParameterSet(SequenceModel model) => _model = model;

    /// <summary>Elements of the flat vector.</summary>
    public int Count => _model.Description.ParameterCount;

    /// <summary>The flat vector: layer by layer, each in Keras' layout (kernel, recurrent kernel, bias; gates i f g o).</summary>
    /// <remarks>
    /// The vector itself: training writes into it, and what replaces the weights puts another in its place, so ask for it again afterwards. While another thread may
    /// change the model, use <see cref="CopyTo"/>.
    /// </remarks>
    public ReadOnlySpan<float> Values => _model.MutableParameters;

    /// <summary>The tensors, in canonical order.</summary>
    public IReadOnlyList<ParameterDescription> Tensors => field ??= _model.Description.Parameters;

    /// <summary>One tensor, row-major.</summary>
    /// <param name="name">For example <c>lstm.recurrent_kernel</c>.</param>
    /// <exception cref="KeyNotFoundException">No tensor has this name; the message lists those there are.</exception>
    public ReadOnlySpan<float> this[string name] => Slice(name);

    /// <summary>The shape of one tensor.</summary>
    /// <param name="name">For example <c>lstm.recurrent_kernel</c>.</param>
    public ReadOnlySpan<int> ShapeOf(string name) => Find(name).Shape.AsSpan();

    /// <summary>Copies the flat vector, whole: beside training as it is between two updates.</summary>
    /// <param name="values">Receives Count values.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public void CopyTo(Span<float> values)
    {
        if (values.Length != Count)
        {
            throw new ArgumentException($"Expected room for the {Count} parameters of {_model.Description.Name}, but got {values.Length}.", nameof(values));
        }

        using Lock.Scope gate = _model.HoldWriters();
        Values.CopyTo(values);
    }

    /// <summary>Replaces the whole vector, at once for predictions that run beside it.</summary>
    /// <param name="values">Count values.</param>
    /// <exception cref="ArgumentException">Another number of values, or one is NaN or infinite.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        if (values.Length != Count)
        {
            throw new ArgumentException($"Expected the {Count} parameters of {_model.Description.Name}, but got {values.Length} values.", nameof(values));
        }

        CheckFinite(values);
        _model.RefuseWhileRunning("Parameters.CopyFrom");
        using Lock.Scope gate = _model.HoldWriters();
        _model.Replace("Parameters.CopyFrom", values.ToArray(), _model.Scaler, _model.Layout);
    }

    /// <summary>Replaces one tensor, at once for predictions that run beside it.</summary>
    /// <param name="name">For example <c>dense.bias</c>.</param>
    /// <param name="values">As many values as the tensor has, row-major.</param>
    /// <exception cref="ArgumentException">Another number of values, or one is NaN or infinite.</exception>
    /// <exception cref="KeyNotFoundException">No tensor has this name.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public void Set(string name, ReadOnlySpan<float> values)
    {
        ParameterDescription tensor = Find(name);
        if (values.Length != tensor.Count)
        {
            throw new ArgumentException(
                $"Expected {tensor.Count} values for {name} of shape [{string.Join(", ", tensor.Shape)}], but got {values.Length}.", nameof(values));
        }

        CheckFinite(values);
        _model.RefuseWhileRunning("Parameters.Set");
        using Lock.Scope gate = _model.HoldWriters();
        float[] all = Values.ToArray();
        values.CopyTo(all.AsSpan(tensor.Offset));
        _model.Replace("Parameters.Set", all, _model.Scaler, _model.Layout);
    }

    /// <summary>How many, in which tensors: <c>10,451 parameters in 5 tensors: lstm.kernel [1, 200], …</c>.</summary>
    public override string ToString() =>
        $"{ModelSummary.Count(Count, "parameter")} in {ModelSummary.Count(Tensors.Count, "tensor")}: " +
        ModelSummary.List(Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));

    private static void CheckFinite(ReadOnlySpan<float> values)
    {
        if (Finite.IndexOfBad(values) is var bad and >= 0)
        {
            throw new ArgumentException($"Expected finite parameters, but value {bad} is {Finite.Describe(values[bad])}.", nameof(values));
        }
    }

    private ReadOnlySpan<float> Slice(string name)
    {
        ParameterDescription tensor = Find(name);
        return _model.MutableParameters.Slice(tensor.Offset, tensor.Count);
    }

    private ParameterDescription Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (ParameterDescription tensor in _model.Description.Parameters)
        {
            if (tensor.Name == name)
            {
                return tensor;
            }
        }

        throw new KeyNotFoundException(
            $"{_model.Description.Name} has no parameter '{name}'; it has {string.Join(", ", _model.Description.Parameters.Select(t => t.Name))}.");
    }
}
