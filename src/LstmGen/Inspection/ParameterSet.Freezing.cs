using LstmGen.Runtime;

namespace LstmGen.Inspection;

// Tensors that training leaves as they are: fine-tuning.
public sealed partial class ParameterSet
{
    /// <summary>
    /// The tensors that <see cref="Freeze"/> named, in canonical order; none at first. What no optimizer moves anyhow (moving_mean and moving_variance of [BatchNorm], and all of one that is declared
    /// as Frozen) is not among them, unless it was named.
    /// </summary>
    public IReadOnlyList<string> Frozen =>
        _model.FrozenTensors is { } frozen ? [.. Tensors.Where((_, index) => frozen[index]).Select(tensor => tensor.Name)] : [];

    /// <summary>
    /// From now on training leaves these tensors as they are, bit for bit: no optimizer moves them, by gradients, momentum or weight decay, and their gradients count in no norm that
    /// <see cref="GradientClipping"/> limits. It is Keras' <c>trainable = False</c> and PyTorch's <c>requires_grad = False</c>.
    /// </summary>
    /// <remarks>
    /// It holds for <see cref="SequenceModel.Fit"/> and <see cref="SequenceModel.FitBatch"/>, until <see cref="Unfreeze"/>. Checkpoints and clones keep it; files of weights and
    /// <see cref="SequenceModel.CopyFrom"/> do not know of it. What sets weights from outside (<see cref="Set"/>, <see cref="SequenceModel.Load(string)"/>) sets frozen ones too. To the moments of an
    /// optimizer a frozen tensor has a gradient of 0, so that they fade. <see cref="SequenceModel.ComputeGradient"/> still gives its gradient, and an update takes as long as before.
    /// A [BatchNorm] whose moving statistics are frozen, as they are where the layer is named, normalises by them in training too.
    /// </remarks>
    /// <param name="names">
    /// Tensors (<c>lstm.recurrent_kernel</c>), or layers or directions, which are all tensors whose names begin with it and a dot (<c>lstm</c>, <c>lstm.backward</c>, <c>decoder</c>). At least one.
    /// </param>
    /// <exception cref="ArgumentException">No name is given, or no tensor and no layer has one of them: the message lists those there are. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public void Freeze(params ReadOnlySpan<string> names)
    {
        if (names.IsEmpty) throw new ArgumentException($"Expected names of tensors or layers of {_model.Description.Name}, but got none. It has {Names()}.", nameof(names));
        Mark(names, isFrozen: true, "Parameters.Freeze");
    }

    /// <summary>Lets training move these tensors again.</summary>
    /// <param name="names">Tensors or layers, as in <see cref="Freeze"/>; none for all tensors.</param>
    /// <exception cref="ArgumentException">No tensor and no layer has one of the names. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public void Unfreeze(params ReadOnlySpan<string> names) => Mark(names, isFrozen: false, "Parameters.Unfreeze");

    private void Mark(ReadOnlySpan<string> names, bool isFrozen, string call)
    {
        bool[] frozen = _model.FrozenTensors is { } before ? [.. before] : new bool[Tensors.Count];
        if (names.IsEmpty) Array.Fill(frozen, isFrozen);
        foreach (string name in names)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(names));
            bool any = false;
            for (int i = 0; i < frozen.Length; i++)
            {
                if (!Tensors[i].IsIn(name)) continue;
                (frozen[i], any) = (isFrozen, true);
            }

            if (!any) throw new ArgumentException($"Expected names of tensors or layers of {_model.Description.Name}, but got '{name}'. It has {Names()}.", nameof(names));
        }

        _model.RefuseWhileRunning(call);
        using Lock.Scope gate = _model.HoldWriters();
        _model.RefuseWhileRunning(call);
        _model.FrozenTensors = frozen.AsSpan().Contains(true) ? frozen : null;
    }

    private string Names() => string.Join(", ", Tensors.Select(tensor => tensor.Name));
}
