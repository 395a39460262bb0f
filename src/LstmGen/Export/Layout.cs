namespace LstmGen.Export;

/// <summary>Tensors in the layouts of others.</summary>
internal static class Layout
{
    /// <summary>A tensor with its axes in another order.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Its axes.</param>
    /// <param name="order">Which axis comes first, second, …</param>
    public static float[] Transposed(float[] values, int[] shape, params ReadOnlySpan<int> order)
    {
        int[] strides = new int[shape.Length], sizes = new int[shape.Length], place = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        for (int axis = 0; axis < shape.Length; axis++)
        {
            sizes[axis] = shape[order[axis]];
        }

        float[] result = new float[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int from = 0;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                from += place[axis] * strides[order[axis]];
            }

            result[i] = values[from];
            for (int axis = shape.Length - 1; axis >= 0 && ++place[axis] == sizes[axis]; axis--)
            {
                place[axis] = 0;
            }
        }

        return result;
    }

    /// <summary>The columns of a matrix, each unit of each gate, as rows with the gates in another order.</summary>
    /// <param name="kernel">[inputs, gates·units].</param>
    /// <param name="inputs">Its rows.</param>
    /// <param name="units">Of one gate.</param>
    /// <param name="gates">Which of its gates comes first, second, …; −1 for one of zeros.</param>
    public static float[] GateRows(float[] kernel, int inputs, int units, params ReadOnlySpan<int> gates)
    {
        int columns = kernel.Length / inputs;
        float[] rows = new float[gates.Length * units * inputs];
        for (int gate = 0; gate < gates.Length; gate++)
        {
            for (int unit = 0; gates[gate] >= 0 && unit < units; unit++)
            {
                for (int input = 0; input < inputs; input++)
                {
                    rows[(gate * units + unit) * inputs + input] = kernel[input * columns + gates[gate] * units + unit];
                }
            }
        }

        return rows;
    }

    /// <summary>The values of gates in another order.</summary>
    /// <param name="values">[gates·units].</param>
    /// <param name="units">Of one gate.</param>
    /// <param name="gates">Which of its gates comes first, second, …; −1 for one of zeros.</param>
    public static float[] Gates(float[] values, int units, params ReadOnlySpan<int> gates) => GateRows(values, 1, units, gates);
}
