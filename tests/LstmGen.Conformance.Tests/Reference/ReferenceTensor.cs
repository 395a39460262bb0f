namespace LstmGen.Conformance.Reference;

/// <summary>A row-major tensor of a reference file.</summary>
internal sealed record ReferenceTensor(int[] Shape, double[] Data)
{
    /// <summary>The tensor with its axes in another order.</summary>
    /// <param name="axes">For each axis of the result, which axis of this tensor it is.</param>
    public ReferenceTensor Permuted(params int[] axes)
    {
        int[] shape = [.. axes.Select(axis => Shape[axis])];
        int[] strides = [.. axes.Select(axis => Shape[(axis + 1)..].Aggregate(1, (product, dimension) => product * dimension))];
        double[] data = new double[Data.Length];
        for (int i = 0; i < data.Length; i++)
        {
            int rest = i;
            int from = 0;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += rest % shape[axis] * strides[axis];
                rest /= shape[axis];
            }

            data[i] = Data[from];
        }

        return new ReferenceTensor(shape, data);
    }
}
