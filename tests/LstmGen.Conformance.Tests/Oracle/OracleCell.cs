namespace LstmGen.Conformance.Oracle;

/// <summary>
/// One direction of LSTM cells: i = σ(x·K_i + h·R_i + b_i), f, o likewise, g = φ(…); c = f·c + i·g; h = o·φ(c).
/// Parameters: kernel [inputs, 4·units], recurrent kernel [units, 4·units], bias [4·units]; gates in the order i f g o.
/// </summary>
internal sealed class OracleCell(int inputs, int units, Activation activation, Activation recurrentActivation, bool useBias)
{
    public int ParameterCount => (inputs + units + (useBias ? 1 : 0)) * 4 * units;

    public int Inputs => inputs;

    public int Units => units;

    public bool UseBias => useBias;

    public Activation Of(int gate) => gate == OracleCellPass.G ? activation : recurrentActivation;

    public Activation OfCell => activation;

    public OracleCellPass Run(double[][] input, double[] parameters)
    {
        int width = 4 * units;
        int recurrent = inputs * width;
        int bias = recurrent + units * width;
        OracleCellPass pass = new(this, input, parameters);
        double[] h = new double[units];
        double[] c = new double[units];

        for (int step = 0; step < input.Length; step++)
        {
            double[] sums = new double[width];
            for (int column = 0; column < width; column++)
            {
                double sum = useBias ? parameters[bias + column] : 0;
                for (int k = 0; k < inputs; k++)
                {
                    sum += input[step][k] * parameters[k * width + column];
                }

                for (int k = 0; k < units; k++)
                {
                    sum += h[k] * parameters[recurrent + k * width + column];
                }

                sums[column] = sum;
            }

            double[] gates = new double[width];
            for (int column = 0; column < width; column++)
            {
                gates[column] = Textbook.Value(Of(column / units), sums[column]);
            }

            h = new double[units];
            c = [.. c];
            for (int unit = 0; unit < units; unit++)
            {
                double i = gates[OracleCellPass.I * units + unit];
                double f = gates[OracleCellPass.F * units + unit];
                double g = gates[OracleCellPass.G * units + unit];
                double o = gates[OracleCellPass.O * units + unit];
                c[unit] = f * c[unit] + i * g;
                h[unit] = o * Textbook.Value(activation, c[unit]);
            }

            pass.Sums[step] = sums;
            pass.Gates[step] = gates;
            pass.Cell[step] = c;
            pass.Hidden[step] = h;
        }

        return pass;
    }
}
