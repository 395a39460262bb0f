namespace LstmGen.Conformance.Reference;

/// <summary>A row-major tensor of a reference file.</summary>
internal sealed record ReferenceTensor(int[] Shape, double[] Data)
{
    /// <summary>Rows become columns: PyTorch's [outputs, inputs] to the [inputs, outputs] of the canonical vector.</summary>
    public ReferenceTensor Transposed()
    {
        if (Shape is not [int rows, int columns])
        {
            return this;
        }

        double[] data = new double[Data.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                data[column * rows + row] = Data[row * columns + column];
            }
        }

        return new ReferenceTensor([columns, rows], data);
    }
}
