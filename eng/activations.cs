#!/usr/bin/env -S dotnet run
#:property PublishAot=false
// dotnet run eng/activations.cs: prints the constants of Sigmoid.cs and Eighths.cs, and what they leave over.
//
// w(r) = r + r²·(P2 + P3·r) is to be 1 − e⁻ʳ for |r| ≤ (ln 2)/16, with the smallest largest difference: since e⁻ˣ = 2^(k/8)·(1 − w), that difference is the relative
// error of e⁻ˣ. Remez' exchange (E. Remez, 1934) in double: the difference is made equal in size and alternating in sign at three points, the points move to where it
// is largest, and so on. P3 is rounded to a float first and P2 found again beside it.
const double Widest = 0.0433216987849966 * 1.0005; // (ln 2)/16, and a little for the rounding of k

double p3 = (float)Exchange(null).P3;
double p2 = (float)Exchange(p3).P2;
Console.WriteLine($"P2 = {(float)p2:G9}f, P3 = {(float)p3:G9}f: e⁻ˣ is off by at most {Largest(p2, p3).Size / Math.ScaleB(1.0, -24):F3}·2⁻²⁴ of its size");
for (int j = 0; j < 8; j++)
{
    double exact = Math.Pow(2.0, j / 8.0);
    float nearest = (float)exact;
    Console.WriteLine($"2^({j}/8): 0x{BitConverter.SingleToInt32Bits(nearest) - (j << 20):X8}, off by {(nearest - exact) / exact / Math.ScaleB(1.0, -24),6:F3}·2⁻²⁴");
}

// Least largest difference over P2 and P3, or over P2 with P3 given: as many alternations as unknowns, and one more.
static (double P2, double P3) Exchange(double? third)
{
    int unknowns = third is null ? 3 : 2;
    double[] at = [.. Enumerable.Range(0, unknowns).Select(i => -Widest * Math.Cos(Math.PI * i / (unknowns - 1)) + (i == 1 && unknowns == 3 ? 0.8 * Widest : 0.0))];
    double a = 0.0, b = third ?? 0.0;
    for (int round = 0; round < 50; round++)
    {
        // a·r² + b·r³ ± d = (1 − e⁻ʳ) − r at each of the points.
        double[][] rows = [.. at.Select((r, i) =>
        {
            double sign = i % 2 == 0 ? 1.0 : -1.0, rest = Truth(r) - r;
            return third is double known ? new[] { r * r, sign, rest - known * r * r * r } : new[] { r * r, r * r * r, sign, rest };
        })];
        double[] solution = Solve(rows);
        a = solution[0];
        if (third is null) b = solution[1];
        double[] peaks = Peaks(a, b);
        if (peaks.Length < unknowns) break;
        at = Enumerable.Range(0, peaks.Length - unknowns + 1).Select(first => peaks[first..(first + unknowns)]).MaxBy(some => some.Min(r => Math.Abs(Difference(a, b, r))))!;
    }

    return (a, b);
}

// 1 − e⁻ʳ by its series, without cancellation.
static double Truth(double r)
{
    double term = r, sum = r;
    for (int i = 2; i < 20; i++)
    {
        term *= -r / i;
        sum += term;
    }

    return sum;
}

static double Difference(double p2, double p3, double r) => r + r * r * (p2 + p3 * r) - Truth(r);

// Where the difference is largest between two changes of its sign.
static double[] Peaks(double p2, double p3)
{
    const int Points = 40_000;
    List<double> peaks = [];
    double best = 0.0;
    int sign = 0;
    for (int i = 0; i <= Points; i++)
    {
        double r = Widest * (2.0 * i / Points - 1.0), d = Difference(p2, p3, r);
        if (d == 0.0) continue;
        if (Math.Sign(d) != sign)
        {
            sign = Math.Sign(d);
            peaks.Add(r);
            best = Math.Abs(d);
        }
        else if (Math.Abs(d) > best)
        {
            best = Math.Abs(d);
            peaks[^1] = r;
        }
    }

    return [.. peaks];
}

static (double At, double Size) Largest(double p2, double p3) => Peaks(p2, p3).Select(r => (r, Math.Abs(Difference(p2, p3, r)))).MaxBy(peak => peak.Item2);

// Gauss' elimination with the largest pivot; the right side is the last column.
static double[] Solve(double[][] rows)
{
    int n = rows.Length;
    for (int i = 0; i < n; i++)
    {
        int pivot = Enumerable.Range(i, n - i).MaxBy(row => Math.Abs(rows[row][i]));
        (rows[i], rows[pivot]) = (rows[pivot], rows[i]);
        foreach (double[] row in rows.Where((_, place) => place != i))
        {
            double factor = row[i] / rows[i][i];
            for (int j = i; j <= n; j++) row[j] -= factor * rows[i][j];
        }
    }

    return [.. rows.Select((row, i) => row[n] / row[i])];
}
