namespace LstmGen.Import.Formats.Onnx;

/// <summary>What an axis of a value means; known once a layer has read it.</summary>
internal enum OnnxRole
{
    Unknown,
    Batch,
    Steps,
    Direction,
    Values,
}

/// <summary>One axis of what flows through a graph. Reshaping moves and joins axes, and does not change what they mean.</summary>
internal sealed class OnnxAxis(long size, OnnxRole role = OnnxRole.Unknown)
{
    public long Size => size;

    public OnnxRole Role { get; set; } = role;
}

/// <summary>What a name in a graph stands for.</summary>
internal abstract record OnnxValue;

/// <summary>A constant.</summary>
internal sealed record OnnxConstant(OnnxTensor Tensor) : OnnxValue;

/// <summary>The state of a stream, which comes in and goes out beside the values.</summary>
/// <param name="Parts">The last h of several layers, one after the other; empty for a state that is no more than that.</param>
internal sealed record OnnxState(IReadOnlyList<OnnxFlow> Parts) : OnnxValue
{
    public OnnxState()
        : this([])
    {
    }
}

/// <summary>What an operator made that has no counterpart.</summary>
internal sealed record OnnxUnknown : OnnxValue;

/// <summary>One step of a sequence whose steps are worked on one by one.</summary>
/// <param name="Steps">The axis.</param>
/// <param name="Index">From 0.</param>
internal sealed record OnnxStep(OnnxAxis Steps, int Index);

/// <summary>What layers read and pass on.</summary>
/// <param name="Dimensions">Each of some axes, first to last; of none for a size of 1 that was put in.</param>
/// <param name="Layer">The layer that it comes out of; null for the input.</param>
/// <param name="IsFinalState">Whether it is the last h of that layer instead of every step's.</param>
/// <param name="Part">Which direction it is, where one was taken out; else null.</param>
/// <param name="Pads">Zeros before and behind a dimension, which the convolution that follows reads; null for none.</param>
/// <param name="At">Which step it is, where steps are worked on one by one; else null.</param>
internal sealed record OnnxFlow(
    IReadOnlyList<IReadOnlyList<OnnxAxis>> Dimensions, OnnxLayer? Layer, bool IsFinalState = false, int? Part = null, (int Dimension, int Before, int Behind)? Pads = null,
    OnnxStep? At = null) : OnnxValue
{
    public long[] Sizes => [.. Dimensions.Select(axes => axes.Aggregate(1L, (product, axis) => product * axis.Size))];

    public bool HasSteps => Dimensions.Any(axes => axes.Any(axis => axis.Role == OnnxRole.Steps));

    /// <summary>The same axes in other dimensions, cutting one where it must; null where the sizes do not go together.</summary>
    public OnnxFlow? Reshape(long[] target)
    {
        long[] sizes = Sizes;
        long count = sizes.Aggregate(1L, (product, size) => product * size);
        long[] wanted = [.. target.Select((size, i) => size == 0 && i < sizes.Length ? sizes[i] : size)];
        long known = wanted.Where(size => size > 0).Aggregate(1L, (product, size) => product * size);
        if (wanted.Count(size => size == -1) > 1 || known == 0 || count % known != 0) return null;
        wanted = [.. wanted.Select(size => size == -1 ? count / known : size)];
        if (wanted.Aggregate(1L, (product, size) => product * size) != count) return null;
        var left = new LinkedList<OnnxAxis>(Dimensions.SelectMany(axes => axes));
        var result = new List<IReadOnlyList<OnnxAxis>>();
        for (int i = 0; i < wanted.Length; i++)
        {
            var axes = new List<OnnxAxis>();
            long product = 1;

            // Axes of one value go to the dimensions of one value, as long as these last.
            while (left.First?.Value is { } next && (product < wanted[i] || (wanted[i] == 1 && next.Size == 1 && axes.Count == 0)))
            {
                left.RemoveFirst();
                if (product * next.Size > wanted[i])
                {
                    long part = wanted[i] / product;
                    if (wanted[i] % product != 0 || next.Size % part != 0) return null;
                    left.AddFirst(new OnnxAxis(next.Size / part, next.Role));
                    next = new OnnxAxis(part, next.Role);
                }

                axes.Add(next);
                product *= next.Size;
            }

            if (product != wanted[i]) return null;
            result.Add(axes);
        }

        if (left.Count > 0 && result.Count > 0) result[^1] = [.. result[^1], .. left];
        return this with { Dimensions = result };
    }
}

/// <summary>A layer that was found in a graph.</summary>
/// <param name="place">Of its node.</param>
/// <param name="attribute">What declares it.</param>
/// <param name="tensors">Its weights.</param>
internal sealed class OnnxLayer(string place, LayerAttribute attribute, params IReadOnlyList<ImportedTensor> tensors)
{
    public string Place => place;

    public LayerAttribute Attribute { get; set; } = attribute;

    public List<ImportedTensor> Tensors { get; } = [.. tensors];
}
