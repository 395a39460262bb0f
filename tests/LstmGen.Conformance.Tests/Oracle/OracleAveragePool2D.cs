namespace LstmGen.Conformance.Oracle;

/// <summary>The mean of each rectangle of every channel. A rest is dropped; only points in the image count.</summary>
internal sealed class OracleAveragePool2D(OracleReach down, OracleReach across) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => new OracleMaxPool2D(down, across).Output(input);

    public override OraclePass Forward(OracleRun run)
    {
        OracleFrame from = run.Shape.Frame!, to = Output(run.Shape).Frame!;
        int[][] squares =
        [
            .. from y in Enumerable.Range(0, to.Height)
               from x in Enumerable.Range(0, to.Width)
               from channel in Enumerable.Range(0, to.Channels)
               select (
                   from row in down.Reads(y, @from.Height)
                   from column in across.Reads(x, @from.Width)
                   select @from.At(row.Input, column.Input, channel)).ToArray(),
        ];
        return new Pass(run, squares) { Output = [.. run.Input.Select(step => squares.Select(square => square.Average(place => step[place])).ToArray())] };
    }

    private sealed class Pass(OracleRun run, int[][] squares) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < outputGradient.Length; t++)
            {
                for (int place = 0; place < squares.Length; place++)
                {
                    foreach (int input in squares[place])
                    {
                        inputGradient[t][input] += outputGradient[t][place] / squares[place].Length;
                    }
                }
            }

            return inputGradient;
        }
    }
}
