using LstmGen.Conformance.Oracle;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Models;

/// <summary>Gates, cells and hidden states of random networks against the oracle.</summary>
public sealed class TraceTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void TraceAgreesWithTheOracle(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        ModelTrace trace = tested.Model.CreateTrace();
        tested.Model.Trace(tested.Window(tested.Rows - 1), trace);

        int next = 0;
        foreach (OraclePass pass in tested.Oracle.Forward(Close.Widen(tested.Window(tested.Rows - 1)), Close.Widen(tested.Parameters)))
        {
            if (pass is OracleLstmPass lstm)
            {
                Check(lstm.ForwardCells, trace.Layers[next++], reversed: false, tested.Label);
                if (lstm.BackwardCells is not null)
                {
                    Check(lstm.BackwardCells, trace.Layers[next++], reversed: true, tested.Label);
                }
            }
        }

        Assert.Equal(next, trace.Layers.Count);
    }

    private static void Check(OracleCellPass expected, LayerTrace actual, bool reversed, string label)
    {
        int units = actual.Units;
        for (int step = expected.Steps; step < actual.Steps; step++)
        {
            Assert.Equal(new float[units], actual.Cell(step).ToArray());
            Assert.Equal(new float[units], actual.ForgetGate(step).ToArray());
            Assert.Equal(new float[actual.Width], actual.Hidden(step).ToArray());
        }

        for (int step = 0; step < expected.Steps; step++)
        {
            int read = reversed ? expected.Steps - 1 - step : step;
            double[] gates = expected.Gates[read];
            string where = $" of {actual.Name} at step {step}, {label}: ";
            Close.Equal(gates.AsSpan(OracleCellPass.I * units, units), actual.InputGate(step), Tolerance, "input gate" + where, floor: 1e-2);
            Close.Equal(gates.AsSpan(OracleCellPass.F * units, units), actual.ForgetGate(step), Tolerance, "forget gate" + where, floor: 1e-2);
            Close.Equal(gates.AsSpan(OracleCellPass.G * units, units), actual.Candidate(step), Tolerance, "candidate" + where, floor: 1e-2);
            Close.Equal(gates.AsSpan(OracleCellPass.O * units, units), actual.OutputGate(step), Tolerance, "output gate" + where, floor: 1e-2);
            Close.Equal(expected.Cell[read], actual.Cell(step), Tolerance, "cell" + where, floor: 1e-2);
            Close.Equal(expected.Hidden[read], actual.Hidden(step), Tolerance, "hidden state" + where, floor: 1e-2);
        }
    }
}
